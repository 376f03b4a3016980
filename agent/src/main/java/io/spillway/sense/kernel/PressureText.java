package io.spillway.sense.kernel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.spillway.sense.Pressure;
import io.spillway.sense.Sensed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/** The format of {@code /proc/pressure/memory} and of a cgroup's {@code memory.pressure}. */
public final class PressureText {
    private static final byte[] SOME = "some ".getBytes(ISO_8859_1);
    private static final byte[] FULL = "full ".getBytes(ISO_8859_1);
    private static final byte[] AVG10 = "avg10=".getBytes(ISO_8859_1);
    private static final byte[] TOTAL = "total=".getBytes(ISO_8859_1);

    private PressureText() {}

    public static SensedFile<Pressure> open(Path file, InstantSource clock) {
        return new SensedFile<>(file, PressureText::parse, "this kernel tells no memory pressure (PSI)", clock);
    }

    public static Sensed<Pressure> parse(KernelText text, Instant at) throws IOException {
        text.require(SOME);
        double someAvg10 = average(text);
        long someTotal = total(text);
        text.require(FULL);
        double fullAvg10 = average(text);
        long fullTotal = total(text);
        return new Sensed.Known<>(new Pressure(someAvg10, fullAvg10, someTotal, fullTotal), at);
    }

    private static double average(KernelText text) throws IOException {
        text.expect(AVG10);
        double percent = text.hundredths();
        if (percent > 100) {
            throw text.fault("a pressure above 100 %");
        }
        return percent;
    }

    private static long total(KernelText text) throws IOException {
        text.skipWord(); // avg60
        text.skipWord(); // avg300
        text.expect(TOTAL);
        return text.number();
    }
}
