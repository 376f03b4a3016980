package io.spillway.manage;

import static io.spillway.mbeans.SpillwayNames.GUARD;
import static io.spillway.mbeans.SpillwayNames.JOURNAL;
import static io.spillway.testing.Snapshots.GIB;
import static io.spillway.testing.Snapshots.normal;
import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.record.Entry.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import javax.management.JMException;
import javax.management.MBeanServerFactory;
import javax.management.Notification;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;

class JournalNotificationsTest {
    private final List<Notification> received = new ArrayList<>();

    @Test
    void entriesThatMatterAreSentInOrderWithRisingNumbers() throws JMException {
        try (ManagedFake fake = new ManagedFake(normal().build())) {
            listen(fake);

            for (Kind kind : Kind.values()) {
                fake.journal.add(kind);
            }

            assertThat(received)
                    .extracting(Notification::getType)
                    .containsExactly(
                            "spillway.level.changed",
                            "spillway.measure.done",
                            "spillway.measure.failed",
                            "spillway.measure.failed",
                            "spillway.restore.done");
            assertThat(received).extracting(Notification::getSequenceNumber).containsExactly(1L, 2L, 3L, 4L, 5L);
        }
    }

    @Test
    void theUserDataIsTheEntryAsOpenData() throws JMException {
        try (ManagedFake fake = new ManagedFake(normal().build())) {
            listen(fake);

            fake.journal.add(Kind.MEASURE_UNSETTLED);

            CompositeData entry = (CompositeData) received.get(0).getUserData();
            assertThat(entry.get("kind")).isEqualTo("MEASURE_UNSETTLED");
            assertThat(entry.get("sequence")).isEqualTo(1001L);
            assertThat(entry.get("freedBytes")).isEqualTo(2 * GIB);
            assertThat(entry.get("tookSeconds")).isEqualTo(0.64);
            assertThat(received.get(0).getMessage()).isEqualTo("CRITICAL: unload-model ollama/qwen2.5:3b: gone");
            assertThat(received.get(0).getSource()).isEqualTo(GUARD);
        }
    }

    @Test
    void theUserDataHasTheItemsOfTheTable() throws JMException {
        try (ManagedFake fake = new ManagedFake(normal().build())) {
            listen(fake);
            fake.journal.add(Kind.MEASURE_DONE);

            CompositeData sent = (CompositeData) received.get(0).getUserData();
            CompositeData row = ((CompositeData[]) fake.read(JOURNAL, "Recent"))[0];

            assertThat(sent.getCompositeType().keySet())
                    .isEqualTo(row.getCompositeType().keySet());
            assertThat(sent.getAll(keys(row))).isEqualTo(row.getAll(keys(row)));
        }
    }

    @Test
    void whatDoesNotFitIsCountedAndTheJournalGoesOn() {
        try (ManagedFake fake =
                new ManagedFake(normal().build(), MBeanServerFactory.newMBeanServer(), Path.of("target"), task -> {
                    throw new RejectedExecutionException("full");
                })) {
            fake.journal.add(Kind.MEASURE_DONE);
            assertThat(fake.read(JOURNAL, "DroppedNotifications")).isEqualTo(0L);

            fake.server.addNotificationListener(GUARD, (notification, none) -> received.add(notification), null, null);
            fake.journal.add(Kind.MEASURE_DONE);

            assertThat(fake.read(JOURNAL, "DroppedNotifications")).isEqualTo(1L);
        } catch (JMException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void nothingIsSentAfterClosing() throws JMException {
        ManagedFake fake = new ManagedFake(normal().build());
        listen(fake);

        fake.close();
        fake.journal.add(Kind.MEASURE_DONE);

        assertThat(received).isEmpty();
    }

    @Test
    void clientsCanPollTheJournalByItsNumbers() throws JMException {
        try (ManagedFake fake = new ManagedFake(normal().build())) {
            assertThat(fake.read(JOURNAL, "LastSequence")).isEqualTo(-1L);
            fake.journal.add(Kind.STARTED);
            fake.journal.add(Kind.MEASURE_DONE);
            assertThat(fake.read(JOURNAL, "LastSequence")).isEqualTo(1002L);

            CompositeData[] newer = (CompositeData[]) fake.invoke(JOURNAL, "since", 1001L);

            assertThat(newer).singleElement().satisfies(row -> assertThat(row.get("sequence"))
                    .isEqualTo(1002L));
        }
    }

    private void listen(ManagedFake fake) throws JMException {
        fake.server.addNotificationListener(GUARD, (notification, none) -> received.add(notification), null, null);
    }

    private static String[] keys(CompositeData row) {
        return row.getCompositeType().keySet().toArray(String[]::new);
    }
}
