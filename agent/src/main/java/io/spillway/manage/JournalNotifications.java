package io.spillway.manage;

import static io.spillway.mbeans.SpillwayNotifications.LEVEL_CHANGED;
import static io.spillway.mbeans.SpillwayNotifications.MEASURE_DONE;
import static io.spillway.mbeans.SpillwayNotifications.MEASURE_FAILED;
import static io.spillway.mbeans.SpillwayNotifications.RESTORE_DONE;

import io.spillway.mbeans.SpillwayNames;
import io.spillway.record.Entry;
import io.spillway.record.Journal;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationEmitter;

/** Sends the journal's entries on to JMX listeners. A listener that hangs fills the executor's queue: what no longer fits is counted. */
final class JournalNotifications implements Journal.Subscriber {
    private static final String NONE = "";

    private final NotificationBroadcasterSupport broadcaster;
    private final AtomicLong sequence = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private volatile boolean closed;

    /** {@code executor} runs the listeners: one thread, so that they see the entries in order, and a bounded queue. */
    JournalNotifications(Executor executor) {
        this.broadcaster = new NotificationBroadcasterSupport(
                executor,
                new MBeanNotificationInfo(
                        new String[] {LEVEL_CHANGED, MEASURE_DONE, MEASURE_FAILED, RESTORE_DONE},
                        Notification.class.getName(),
                        "A change of level, a measure that was done, that failed or whose outcome is not known, or something"
                                + " that was put back; the user data is the entry of the journal."));
    }

    NotificationEmitter emitter() {
        return broadcaster;
    }

    long dropped() {
        return dropped.get();
    }

    /** Sends nothing any more; the journal has no way to take a subscriber off. */
    void close() {
        closed = true;
    }

    @Override
    public void added(Entry entry) {
        String type = typeOf(entry.kind());
        if (closed || type.equals(NONE)) {
            return;
        }
        Notification notification = new Notification(
                type,
                SpillwayNames.GUARD,
                sequence.incrementAndGet(),
                entry.at().toEpochMilli(),
                textOf(entry));
        notification.setUserData(EntryData.of(EntryRows.of(entry)));
        try {
            broadcaster.sendNotification(notification);
        } catch (RejectedExecutionException e) {
            dropped.incrementAndGet();
        }
    }

    private static String typeOf(Entry.Kind kind) {
        return switch (kind) {
            case LEVEL_CHANGED -> LEVEL_CHANGED;
            case MEASURE_DONE -> MEASURE_DONE;
            case MEASURE_FAILED, MEASURE_UNSETTLED -> MEASURE_FAILED;
            case RESTORED -> RESTORE_DONE;
            case STARTED, STOPPED, MEASURE_DRY_RUN, SOURCE_LOST, SOURCE_BACK, OPERATION, SHORTFALL -> NONE;
        };
    }

    private static String textOf(Entry entry) {
        String what = entry.action().isEmpty() ? entry.subject() : entry.action() + " " + entry.subject();
        return entry.level() + ": " + what + (entry.detail().isEmpty() ? "" : ": " + entry.detail());
    }
}
