package dev.shatter.study.krueger2017;

import dev.shatter.report.Section;
import dev.shatter.study.Claim;
import dev.shatter.study.Evidence;
import dev.shatter.study.Header;
import dev.shatter.study.Scale;
import dev.shatter.study.Settings;
import dev.shatter.study.Study;
import dev.shatter.study.Trial;
import java.util.ArrayList;
import java.util.List;

/**
 * Learning is not memorising. A network that could store its sample treats real data and noise differently: noise needs
 * more units and more time, the more so the larger the sample and the smaller the network; patterns are learned before
 * noise is stored; and some regularisers keep noise out without taking patterns away.
 *
 * <p>Two-layer perceptrons on MNIST and its like; random labels (the paper's randY) and Gaussian inputs (randX). The
 * claims are in {@link KruegerClaims}; those on curvature, critical samples and single examples are decided by
 * measurements on the runs.
 */
public final class Krueger2017 implements Study {
    @Override
    public String name() {
        return "krueger2017";
    }

    @Override
    public String summary() {
        return "patterns are learned before noise is memorised, with less capacity and in less time";
    }

    @Override
    public String source() {
        return "Krueger, Ballas, Jastrzebski, Arpit et al. 2017, ICLR workshop; Arpit et al. 2017, arXiv:1706.05394";
    }

    @Override
    public Header header() {
        return new Header(
                "Deep nets don't learn via memorization",
                "Krueger, Ballas, Jastrzebski, Arpit and others, ICLR workshop 2017; Arpit et al., ICML 2017,"
                        + " arXiv:1706.05394",
                "Networks that can memorise noise do not simply memorise real data: noise needs more capacity and more"
                        + " time, patterns come before noise in training, and dropout hinders memorisation at little"
                        + " cost to generalisation.",
                "smoke: seconds; laptop: 12 minutes on 2 cores; paper: months on 2 cores, a matter for a cluster",
                "At laptop scale, with three sets of seeds, 10 claims hold, 1 fails (real minima are not flatter than those of"
                        + " random inputs) and 2 are undecided: docs/studies/krueger2017.md. The paper scale was not run.");
    }

    @Override
    public List<Trial> trials(Settings settings) {
        return new KruegerTrials(settings).all();
    }

    @Override
    public List<Claim> claims() {
        return KruegerClaims.ALL;
    }

    @Override
    public List<Section> exhibits(Evidence evidence, String command) {
        return KruegerFigures.sections(evidence, command);
    }

    @Override
    public List<String> caveats(Settings settings) {
        List<String> caveats = new ArrayList<>();
        if (settings.scale() != Scale.PAPER) {
            caveats.add("A subset of a small data set, and networks of at most 512 units a layer in place of 4096.");
        }
        caveats.add("Accuracy is on the test set where the paper has a validation set; no choice is made by it.");
        caveats.add("Noise in a fraction of the inputs is not among the corruptions: finding 1 is on labels only.");
        caveats.add(
                "The largest eigenvalue is taken at the end of training, where the paper follows it along the way; the"
                        + " loss sensitivity after one epoch, where the paper averages over the first steps.");
        caveats.add("Critical samples are sought in boxes of half-width 3/255, ten times the paper's.");
        return caveats;
    }
}
