package io.spillway.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes docs/measurements.md from budgets, results, and what is known of the machine. */
public final class MeasurementsPage {
    private static final String TOP = """
            # Measurements

            Written by `./scripts/bench quick`; do not edit it by hand. The budgets stand in `scripts/budgets.tsv`.

            How to read it: each line holds one figure against its budget. **met** and **MISSED** compare that figure alone, on the machine
            below, in one short run; the spread is in brackets. Where n is small (n < 100) there is no true 99th percentile: the slowest of n
            runs stands in its place. What could not be measured says so, and counts as nothing.
            """;

    private MeasurementsPage() {}

    /** @param arguments budgets, results, facts about the machine (one a line), the page */
    public static void main(String[] arguments) throws IOException {
        String page = render(
                Budget.parse(Files.readAllLines(Path.of(arguments[0]), UTF_8)),
                Measured.parse(Files.readAllLines(Path.of(arguments[1]), UTF_8)),
                Files.readAllLines(Path.of(arguments[2]), UTF_8));
        Files.writeString(Path.of(arguments[3]), page);
    }

    static String render(List<Budget> budgets, Map<String, Measured> results, List<String> facts) {
        StringBuilder page = new StringBuilder(TOP).append("\n## The machine\n\n");
        facts.forEach(fact -> page.append("- ").append(fact).append('\n'));
        page.append("\n## The figures\n\n| what | budget | measured | verdict |\n| --- | --- | --- | --- |\n");
        for (Budget budget : budgets) {
            Measured result = results.get(budget.id());
            page.append("| ")
                    .append(cell(budget.what()))
                    .append(" | ")
                    .append(cell(budget.words()))
                    .append(" | ")
                    .append(cell(figure(budget, result)))
                    .append(" | ")
                    .append(cell(verdict(budget, result)))
                    .append(" |\n");
        }
        page.append("\n## How each was measured\n\n");
        budgets.forEach(budget -> page.append("- **")
                .append(budget.what())
                .append("**: ")
                .append(budget.how())
                .append('\n'));
        return page.toString();
    }

    private static String figure(Budget budget, @Nullable Measured result) {
        if (result == null || result.value() == null) {
            return "";
        }
        String spread = result.words().isEmpty() ? "" : " (" + result.words() + ")";
        return number(result.value()) + " " + budget.unit() + spread;
    }

    static String verdict(Budget budget, @Nullable Measured result) {
        if (result == null) {
            return "not measured: the script did not come to it";
        }
        if (result.value() == null) {
            return "not measured: " + result.words();
        }
        if (budget.limit() == null) {
            return "no budget";
        }
        // Not a number is no figure that could meet anything.
        return result.value() <= budget.limit() ? "met" : "**MISSED**";
    }

    /** Three digits that count. */
    private static String number(double value) {
        double size = Math.abs(value);
        String format = size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 0.1 || size == 0 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, value);
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
