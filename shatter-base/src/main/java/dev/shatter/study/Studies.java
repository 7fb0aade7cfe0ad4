package dev.shatter.study;

import dev.shatter.core.Catalogue;
import dev.shatter.study.approximation.Approximation;
import dev.shatter.study.bartlett2017.Bartlett2017;
import dev.shatter.study.concentration.Concentration;
import dev.shatter.study.depth.DepthRates;
import dev.shatter.study.dinh2017.Dinh2017;
import dev.shatter.study.dziugaite2017.Dziugaite2017;
import dev.shatter.study.kawaguchi2017.Kawaguchi2017;
import dev.shatter.study.keskar2017.Keskar2017;
import dev.shatter.study.krueger2017.Krueger2017;
import dev.shatter.study.manifold.Manifold;
import dev.shatter.study.neyshabur2015.Neyshabur2015;
import dev.shatter.study.regularisation.Regularisation;
import dev.shatter.study.zhang2017.Zhang2017;

/** The studies. */
public final class Studies {
    /** All of them. */
    public static final Catalogue<Study> CATALOGUE = Catalogue.of(
            "study",
            new Zhang2017(),
            new Krueger2017(),
            new Neyshabur2015(),
            new Bartlett2017(),
            new Dinh2017(),
            new Keskar2017(),
            new Dziugaite2017(),
            new Kawaguchi2017(),
            new DepthRates(),
            new Concentration(),
            new Manifold(),
            new Approximation(),
            new Regularisation());

    private Studies() {}
}
