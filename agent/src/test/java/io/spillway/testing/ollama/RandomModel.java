package io.spillway.testing.ollama;

/**
 * The shape of a model whose weights are random: it answers gibberish, but its memory is real.
 *
 * <p>The number of parameters follows from the shape. Ollama counts them itself from the tensors and ignores the key {@code
 * general.parameter_count} of the file, so a test that needs a model "over the limit" lowers the limit.
 *
 * @param layers transformer blocks
 * @param width embedding length; a multiple of 64
 * @param forward feed forward length
 * @param seed another seed is another file, hence another runner process
 */
public record RandomModel(int layers, int width, int forward, long seed) {
    private static final int VOCABULARY = 3 + 256 + 26;

    public RandomModel {
        if (layers < 1 || width < 64 || width % 64 != 0 || forward < 1) {
            throw new IllegalArgumentException("no such shape: " + layers + " x " + width + " x " + forward);
        }
    }

    /** 0.3 MB; loads in 0.3 s. */
    public static RandomModel tiny(long seed) {
        return new RandomModel(2, 64, 256, seed);
    }

    /** 135 million parameters: a file of 270 MB, about 376 MB resident. */
    public static RandomModel of135M(long seed) {
        return new RandomModel(8, 1024, 4096, seed);
    }

    /** What Ollama's {@code /api/show} will say. */
    public long parameters() {
        long block = 4L * width * width + 3L * width * forward + 2L * width;
        return layers * block + 2L * VOCABULARY * width + width;
    }

    int vocabulary() {
        return VOCABULARY;
    }

    String fileName() {
        return "random-%dx%dx%d-%d.gguf".formatted(layers, width, forward, seed);
    }
}
