package dev.shatter.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Claims are pinned: whoever changes a sentence, a statistic's words, a range, a criterion, a threshold's justification or
 * a number of seeds gets here the line that registers the change, and writes into it which seeds had been seen.
 */
class RegistrationTest {
    @Test
    void everyClaimAndEveryNumberOfSeedsIsRegisteredAsItIs() {
        List<String> wanted = new ArrayList<>();
        for (Study study : Studies.CATALOGUE.entries()) {
            if (Registration.ofSeeds(study).isEmpty()) {
                wanted.add(next(study, Registration.SEEDS, Registration.fingerprint(study)));
            }
            for (Claim claim : study.claims()) {
                if (Registration.of(study, claim).isEmpty()) {
                    wanted.add(next(study, claim.name(), Registration.fingerprint(claim)));
                }
            }
        }
        assertThat(wanted)
                .as("lines of registrations.tsv, with today's date and the first seeds that had been looked at")
                .isEmpty();
    }

    private static String next(Study study, String subject, String fingerprint) {
        Optional<Registration> last = Registration.all().stream()
                .filter(r -> r.study().equals(study.name()) && r.subject().equals(subject))
                .findFirst();
        return new Registration(
                        study.name(),
                        subject,
                        last.map(r -> r.version() + 1).orElse(1),
                        LocalDate.of(2000, 1, 1),
                        last.map(Registration::seen).orElse(List.of()),
                        fingerprint)
                .line();
    }

    @Test
    void nothingIsRegisteredThatIsNot() {
        assertThat(Registration.all()).allSatisfy(registration -> {
            Study study = Studies.CATALOGUE.get(registration.study());
            assertThat(registration.subject().equals(Registration.SEEDS)
                            || study.claims().stream().anyMatch(c -> c.name().equals(registration.subject())))
                    .as(registration.line())
                    .isTrue();
        });
    }

    /** Whatever decides a claim is in its fingerprint. */
    @Test
    void aChangedClaimIsNoLongerRegistered() {
        Study study = Studies.CATALOGUE.get("bartlett2017");
        Claim claim = study.claims().get(0);
        assertThat(Registration.of(study, claim)).isPresent();
        for (Claim changed : List.of(
                with(claim, claim.text() + " Really.", claim.statistic(), claim.range(), claim.criterion()),
                with(claim, claim.text(), claim.statistic() + ", squared", claim.range(), claim.criterion()),
                with(claim, claim.text(), claim.statistic(), Range.SHARE, claim.criterion()),
                with(claim, claim.text(), claim.statistic(), claim.range(), new Criterion.Above(-0.1)),
                with(claim, claim.text(), claim.statistic(), claim.range(), new Criterion.Above(Location.MEAN, 0)))) {
            assertThat(Registration.of(study, changed)).isEmpty();
        }
    }

    private static Claim with(Claim claim, String text, String statistic, Range range, Criterion criterion) {
        return new Claim(
                claim.name(),
                text,
                claim.published(),
                statistic,
                range,
                claim.measure(),
                criterion,
                claim.justification());
    }

    @Test
    void seedsThatWereSeenAreSaidTo() {
        Registration registration =
                new Registration("s", "c", 2, LocalDate.of(2026, 11, 29), List.of(1L, 101L, 201L), "");
        assertThat(registration.words(new Settings(Scale.LAPTOP, "", 0, 101)))
                .contains("version 2 on 2026-11-29")
                .contains("--first-seed 301");
        assertThat(registration.words(new Settings(Scale.LAPTOP, "", 0, 301)))
                .contains("before these seeds were looked at");
    }
}
