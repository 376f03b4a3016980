package io.spillway.act.process;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A program that maps the file it is given, touches all of it and waits for the end of its input. */
final class FileMapper {
    private FileMapper() {}

    public static void main(String[] arguments) throws IOException {
        MappedByteBuffer mapped;
        try (FileChannel file = FileChannel.open(Path.of(arguments[0]))) {
            mapped = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size()).load();
        }
        try {
            System.out.println("mapped");
            while (System.in.read() >= 0) {
                // Nobody writes: it waits.
            }
        } finally {
            Reference.reachabilityFence(mapped);
        }
    }
}
