package io.spillway.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AgentOptionsTest {
    @Test
    void nothingGivenIsNoOption() {
        assertThat(AgentOptions.parse(null)).isEmpty();
        assertThat(AgentOptions.parse("")).isEmpty();
        assertThat(AgentOptions.parse(",,")).isEmpty();
    }

    @Test
    void aKeyAloneMeansTrue() {
        assertThat(AgentOptions.parse("dry-run,port=8600"))
                .containsExactly(Map.entry("dry-run", "true"), Map.entry("port", "8600"));
    }

    @Test
    void aValueMayHoldEqualsSignsAndEscapedCommas() {
        assertThat(AgentOptions.parse("a=b=c,list=x\\,y\\\\z,last="))
                .containsExactly(Map.entry("a", "b=c"), Map.entry("list", "x,y\\z"), Map.entry("last", ""));
    }
}
