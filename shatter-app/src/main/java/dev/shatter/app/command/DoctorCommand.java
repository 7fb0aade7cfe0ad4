package dev.shatter.app.command;

import dev.shatter.app.Checkup;
import dev.shatter.app.Console;
import dev.shatter.app.Diagnosis;
import dev.shatter.app.TextTable;
import dev.shatter.core.BadInput;
import dev.shatter.core.Home;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks the machine; 0 when Shatter can work here, 2 when something must be fixed first. */
@Command(name = "doctor", description = "check the machine and say how to fix what is wrong")
final class DoctorCommand implements Runnable {
    @Mixin
    private Output output;

    @Override
    public void run() {
        Console console = output.console();
        List<Diagnosis> findings = Checkup.of(Home.path());
        long bad =
                findings.stream().filter(f -> f.state() == Diagnosis.State.BAD).count();
        TextTable table = TextTable.of("check", "state", "found");
        for (Diagnosis finding : findings) {
            String remedy = finding.remedy().isEmpty() ? "" : "; " + finding.remedy();
            table.row(finding.check(), finding.state().name().toLowerCase(Locale.ROOT), finding.text() + remedy);
        }
        console.table(table);
        console.json(Map.of("usable", bad == 0, "findings", findings));
        if (bad > 0) {
            throw BadInput.in("this machine", bad + " of " + findings.size() + " checks are bad", "fix what they name");
        }
        console.line("");
        console.line("Shatter can work here.");
    }
}
