package io.spillway.sense.procfs;

import io.spillway.sense.HostProbe;
import io.spillway.sense.MemorySample;
import io.spillway.sense.Pressure;
import io.spillway.sense.Refaults;
import io.spillway.sense.Sensed;
import io.spillway.sense.kernel.KeptFile;
import io.spillway.sense.kernel.PressureText;
import io.spillway.sense.kernel.RefaultText;
import io.spillway.sense.kernel.SensedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/** The memory of the whole machine, from {@code /proc}. The files open at the first reading and stay open. */
public final class ProcfsHostProbe implements HostProbe {
    private final KeptFile meminfo;
    private final SensedFile<Pressure> pressure;
    private final SensedFile<Refaults> refaults;

    /** @param proc where procfs is mounted: {@code /proc} */
    public ProcfsHostProbe(Path proc, InstantSource clock) {
        meminfo = new KeptFile(proc.resolve("meminfo"));
        pressure = PressureText.open(proc.resolve("pressure/memory"), clock);
        refaults = RefaultText.open(proc.resolve("vmstat"), clock);
    }

    @Override
    public void sample(MemorySample into) throws IOException {
        Meminfo.parse(meminfo.read(), into);
    }

    @Override
    public Sensed<Pressure> pressure() {
        return pressure.read();
    }

    @Override
    public Sensed<Refaults> refaults() {
        return refaults.read();
    }

    @Override
    public String describe() {
        return "host " + meminfo.path();
    }

    @Override
    public void close() {
        meminfo.close();
        pressure.close();
        refaults.close();
    }
}
