package io.spillway.act.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class LazyLoadingTest {
    @Test
    void listingLoadsNothingOfDockerJava() throws Exception {
        try (var loader = new RecordingLoader()) {
            loader.call("withAnEngine");

            assertThat(loader.found).contains("io.spillway.act.docker.DockerControl", "okhttp3.OkHttpClient");
            assertThat(loader.found).noneMatch(name -> name.startsWith("com.github.dockerjava"));
            assertThat(loader.found).noneMatch(name -> name.startsWith("com.fasterxml.jackson.databind"));
        }
    }

    @Test
    void anAbsentEngineLoadsNothingOfTheHttpStack() throws Exception {
        try (var loader = new RecordingLoader()) {
            loader.call("withoutAnEngine");

            assertThat(loader.found).contains("io.spillway.sense.docker.DockerEngine");
            assertThat(loader.found).noneMatch(name -> name.startsWith("okhttp3") || name.startsWith("kotlin"));
        }
    }

    /** In it every class is loaded anew. */
    private static final class RecordingLoader extends URLClassLoader {
        private final List<String> found = new CopyOnWriteArrayList<>();

        RecordingLoader() {
            super(classPath(), ClassLoader.getPlatformClassLoader());
        }

        void call(String method) throws ReflectiveOperationException {
            loadClass(IdleWatch.class.getName()).getMethod(method).invoke(null);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            found.add(name);
            return super.findClass(name);
        }

        private static URL[] classPath() {
            return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                    .map(RecordingLoader::url)
                    .toArray(URL[]::new);
        }

        private static URL url(String path) {
            try {
                return Path.of(path).toUri().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
