package io.spillway.record.journal;

/**
 * How much history is kept.
 *
 * @param recent entries in memory
 * @param waiting entries that may wait for the disk or a slow subscriber
 * @param fileBytes the size at which a file is put aside and a new one begun
 * @param files how many files are kept that were put aside
 */
public record JournalLimits(int recent, int waiting, long fileBytes, int files) {
    public static final JournalLimits DEFAULTS = new JournalLimits(1_000, 2_000, 10L << 20, 3);

    public JournalLimits {
        if (recent < 1 || waiting < 1 || fileBytes < 1 || files < 1) {
            throw new IllegalArgumentException("every limit of the journal must be at least 1");
        }
    }
}
