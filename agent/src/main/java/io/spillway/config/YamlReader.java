package io.spillway.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Turns YAML into what was written where. It works on the parser's events: the library's node tree is built by recursion without a
 * limit, so that a file of nothing but brackets would end in a stack overflow, and an alias inside its own anchor in a loop.
 */
final class YamlReader {
    private static final int DEEPEST = 20;
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

    /** Says where a line and column (1-based) are. */
    @FunctionalInterface
    interface Places {
        Place at(int line, int column);
    }

    private final Iterator<Event> events;
    private final Places places;
    private final Map<Anchor, Raw> anchors = new HashMap<>();

    private YamlReader(String text, Places places) {
        this.events =
                new Parse(LoadSettings.builder().build()).parseString(text).iterator();
        this.places = places;
    }

    /** Reads one document; an empty one is {@link Raw.Nothing}. */
    static Raw read(String text, Places places) throws BadValueException {
        try {
            return new YamlReader(text, places).document();
        } catch (MarkedYamlEngineException e) {
            Place place = e.getProblemMark()
                    .or(e::getContextMark)
                    .map(mark -> at(places, mark))
                    .orElse(places.at(1, 1));
            throw new BadValueException(place, "this is not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new BadValueException(places.at(1, 1), "this is not YAML: " + e.getMessage());
        }
    }

    private Raw document() throws BadValueException {
        events.next(); // the start of the stream
        Event event = events.next();
        if (event.getEventId() == Event.ID.StreamEnd) {
            return new Raw.Nothing(places.at(1, 1));
        }
        Raw document = value(events.next(), 0);
        events.next(); // the end of the document
        Event next = events.next();
        if (next.getEventId() != Event.ID.StreamEnd) {
            throw new BadValueException(place(next), "a second document begins here: only one can be read");
        }
        return document;
    }

    private Raw value(Event event, int depth) throws BadValueException {
        if (depth > DEEPEST) {
            throw new BadValueException(place(event), "this is nested too deeply");
        }
        if (event instanceof AliasEvent alias) {
            Raw meant = anchors.get(alias.getAlias());
            if (meant == null) {
                throw new BadValueException(
                        place(event), "*" + alias.getAlias() + " stands for nothing that ended before it");
            }
            return meant;
        }
        if (event instanceof ScalarEvent scalar) {
            refuseTag(event, scalar.getTag());
            return keep(scalar.getAnchor(), scalar(scalar));
        }
        if (event instanceof SequenceStartEvent start) {
            refuseTag(event, start.getTag());
            return keep(start.getAnchor(), items(start, depth));
        }
        if (event instanceof MappingStartEvent start) {
            refuseTag(event, start.getTag());
            return keep(start.getAnchor(), entries(start, depth));
        }
        throw new BadValueException(place(event), "this cannot stand here");
    }

    private Raw scalar(ScalarEvent event) {
        return event.isPlain() && NULLS.contains(event.getValue())
                ? new Raw.Nothing(place(event))
                : new Raw.Text(place(event), event.getValue());
    }

    private Raw items(SequenceStartEvent start, int depth) throws BadValueException {
        List<Raw> items = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            items.add(value(event, depth + 1));
        }
        return new Raw.Items(place(start), items);
    }

    private Raw entries(MappingStartEvent start, int depth) throws BadValueException {
        List<Raw.Entry> entries = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            if (!(event instanceof ScalarEvent key)) {
                throw new BadValueException(place(event), "a key must be a plain name");
            }
            entries.add(new Raw.Entry(place(key), key.getValue(), value(events.next(), depth + 1)));
        }
        return new Raw.Entries(place(start), entries);
    }

    private Raw keep(Optional<Anchor> anchor, Raw value) {
        anchor.ifPresent(name -> anchors.put(name, value));
        return value;
    }

    private void refuseTag(Event event, Optional<String> tag) throws BadValueException {
        if (tag.isPresent()) {
            throw new BadValueException(place(event), "a tag (" + tag.get() + ") means nothing here: leave it out");
        }
    }

    private Place place(Event event) {
        return event.getStartMark().map(mark -> at(places, mark)).orElse(places.at(1, 1));
    }

    private static Place at(Places places, Mark mark) {
        return places.at(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
