package io.spillway.testing.ollama;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Writes a model file (GGUF, version 3, architecture {@code llama}) with random weights. */
final class GgufWriter {
    private static final int UINT32 = 4;
    private static final int INT32 = 5;
    private static final int FLOAT32 = 6;
    private static final int STRING = 8;
    private static final int ARRAY = 9;

    private static final int TENSOR_F32 = 0;
    private static final int TENSOR_F16 = 1;
    private static final int ALIGNMENT = 32;

    private static final int NORMAL_TOKEN = 1;
    private static final int UNKNOWN_TOKEN = 2;
    private static final int CONTROL_TOKEN = 3;
    private static final int BYTE_TOKEN = 6;

    private record Tensor(String name, int type, List<Long> shape) {
        Tensor(String name, int type, Long... shape) {
            this(name, type, List.of(shape));
        }

        long elements() {
            long product = 1;
            for (long length : shape) {
                product *= length;
            }
            return product;
        }

        long bytes() {
            return elements() * (type == TENSOR_F32 ? 4 : 2);
        }
    }

    private final RandomModel model;
    private final ByteArrayOutputStream headBytes = new ByteArrayOutputStream();
    private final DataOutputStream head = new DataOutputStream(headBytes);
    private int keys;

    private GgufWriter(RandomModel model) {
        this.model = model;
    }

    static void write(RandomModel model, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            new GgufWriter(model).writeTo(out);
        }
    }

    private void writeTo(OutputStream out) throws IOException {
        List<Tensor> tensors = tensors();
        writeKeys();
        byte[] keyBytes = headBytes.toByteArray();
        headBytes.reset();

        head.write("GGUF".getBytes(StandardCharsets.US_ASCII));
        uint32(3);
        uint64(tensors.size());
        uint64(keys);
        head.write(keyBytes);
        long offset = 0;
        for (Tensor tensor : tensors) {
            string(tensor.name());
            uint32(tensor.shape().size());
            for (long length : tensor.shape()) {
                uint64(length);
            }
            uint32(tensor.type());
            uint64(offset);
            offset += padded(tensor.bytes());
        }
        byte[] header = headBytes.toByteArray();
        out.write(header);
        out.write(new byte[(int) (padded(header.length) - header.length)]);

        SplittableRandom random = new SplittableRandom(model.seed());
        for (Tensor tensor : tensors) {
            if (tensor.type() == TENSOR_F32) {
                writeOnes(out, tensor.elements());
            } else {
                writeWeights(out, tensor.bytes(), random);
            }
            out.write(new byte[(int) (padded(tensor.bytes()) - tensor.bytes())]);
        }
    }

    private void writeKeys() throws IOException {
        stringKey("general.architecture", "llama");
        stringKey("general.name", model.fileName());
        uint32Key("general.file_type", 1);
        uint32Key("llama.context_length", 2048);
        uint32Key("llama.embedding_length", model.width());
        uint32Key("llama.block_count", model.layers());
        uint32Key("llama.feed_forward_length", model.forward());
        uint32Key("llama.attention.head_count", model.width() / 64);
        uint32Key("llama.attention.head_count_kv", model.width() / 64);
        floatKey("llama.attention.layer_norm_rms_epsilon", 1e-5f);
        uint32Key("llama.rope.dimension_count", 64);
        floatKey("llama.rope.freq_base", 10_000f);
        uint32Key("llama.vocab_size", model.vocabulary());
        stringKey("tokenizer.ggml.model", "llama");
        writeVocabulary();
        uint32Key("tokenizer.ggml.unknown_token_id", 0);
        uint32Key("tokenizer.ggml.bos_token_id", 1);
        uint32Key("tokenizer.ggml.eos_token_id", 2);
    }

    private void writeVocabulary() throws IOException {
        List<String> tokens = new ArrayList<>(List.of("<unk>", "<s>", "</s>"));
        List<Integer> types = new ArrayList<>(List.of(UNKNOWN_TOKEN, CONTROL_TOKEN, CONTROL_TOKEN));
        for (int value = 0; value < 256; value++) {
            tokens.add("<0x%02X>".formatted(value));
            types.add(BYTE_TOKEN);
        }
        for (char letter = 'a'; letter <= 'z'; letter++) {
            tokens.add(String.valueOf(letter));
            types.add(NORMAL_TOKEN);
        }
        arrayKey("tokenizer.ggml.tokens", STRING, tokens.size());
        for (String token : tokens) {
            string(token);
        }
        arrayKey("tokenizer.ggml.scores", FLOAT32, tokens.size());
        for (int token = 0; token < tokens.size(); token++) {
            uint32(Float.floatToIntBits(0f));
        }
        arrayKey("tokenizer.ggml.token_type", INT32, tokens.size());
        for (int type : types) {
            uint32(type);
        }
    }

    private List<Tensor> tensors() {
        long width = model.width();
        long forward = model.forward();
        long vocabulary = model.vocabulary();
        List<Tensor> tensors = new ArrayList<>();
        tensors.add(new Tensor("token_embd.weight", TENSOR_F16, width, vocabulary));
        tensors.add(new Tensor("output_norm.weight", TENSOR_F32, width));
        tensors.add(new Tensor("output.weight", TENSOR_F16, width, vocabulary));
        for (int block = 0; block < model.layers(); block++) {
            String prefix = "blk." + block + ".";
            tensors.add(new Tensor(prefix + "attn_norm.weight", TENSOR_F32, width));
            tensors.add(new Tensor(prefix + "ffn_norm.weight", TENSOR_F32, width));
            for (String name : List.of("attn_q", "attn_k", "attn_v", "attn_output")) {
                tensors.add(new Tensor(prefix + name + ".weight", TENSOR_F16, width, width));
            }
            tensors.add(new Tensor(prefix + "ffn_gate.weight", TENSOR_F16, width, forward));
            tensors.add(new Tensor(prefix + "ffn_up.weight", TENSOR_F16, width, forward));
            tensors.add(new Tensor(prefix + "ffn_down.weight", TENSOR_F16, forward, width));
        }
        return tensors;
    }

    private static void writeOnes(OutputStream out, long elements) throws IOException {
        ByteBuffer ones = ByteBuffer.allocate((int) elements * 4).order(ByteOrder.LITTLE_ENDIAN);
        while (ones.hasRemaining()) {
            ones.putFloat(1f);
        }
        out.write(ones.array());
    }

    /** Half floats of either sign between 2^-7 and 2^-5: large enough to matter, small enough not to overflow. */
    private static void writeWeights(OutputStream out, long bytes, SplittableRandom random) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        for (long left = bytes; left > 0; left -= buffer.capacity()) {
            buffer.clear();
            while (buffer.hasRemaining()) {
                long four = random.nextLong();
                buffer.putLong((four & 0x87FF_87FF_87FF_87FFL) + 0x2000_2000_2000_2000L);
            }
            out.write(buffer.array(), 0, (int) Math.min(left, buffer.capacity()));
        }
    }

    private static long padded(long bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private void stringKey(String key, String value) throws IOException {
        key(key, STRING);
        string(value);
    }

    private void uint32Key(String key, int value) throws IOException {
        key(key, UINT32);
        uint32(value);
    }

    private void floatKey(String key, float value) throws IOException {
        key(key, FLOAT32);
        uint32(Float.floatToIntBits(value));
    }

    private void arrayKey(String key, int elementType, int length) throws IOException {
        key(key, ARRAY);
        uint32(elementType);
        uint64(length);
    }

    private void key(String key, int type) throws IOException {
        keys++;
        string(key);
        uint32(type);
    }

    private void string(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        uint64(bytes.length);
        head.write(bytes);
    }

    private void uint32(int value) throws IOException {
        head.writeInt(Integer.reverseBytes(value));
    }

    private void uint64(long value) throws IOException {
        head.writeLong(Long.reverseBytes(value));
    }
}
