package org.vigia.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteRangeTest {
    @Test
    void singleRangesAreUnderstoodAsTheStandardSays() {
        assertThat(ByteRange.of("bytes=0-0", 10)).isEqualTo(new ByteRange.Part(0, 0));
        assertThat(ByteRange.of("bytes=3-", 10)).isEqualTo(new ByteRange.Part(3, 9));
        assertThat(ByteRange.of("bytes=3-99", 10)).isEqualTo(new ByteRange.Part(3, 9));
        assertThat(ByteRange.of("bytes=-4", 10)).isEqualTo(new ByteRange.Part(6, 9));
        assertThat(ByteRange.of("bytes=-99", 10)).isEqualTo(new ByteRange.Part(0, 9));
        assertThat(ByteRange.of("bytes=0-99999999999999999999999", 10))
                .isEqualTo(new ByteRange.Part(0, 9));
    }

    @Test
    void rangesBeyondTheEndCannotBeSatisfied() {
        assertThat(ByteRange.of("bytes=10-", 10)).isInstanceOf(ByteRange.Unsatisfiable.class);
        assertThat(ByteRange.of("bytes=99999999999999999999-", 10))
                .isInstanceOf(ByteRange.Unsatisfiable.class);
        assertThat(ByteRange.of("bytes=-0", 10)).isInstanceOf(ByteRange.Unsatisfiable.class);
        assertThat(ByteRange.of("bytes=-1", 0)).isInstanceOf(ByteRange.Unsatisfiable.class);
    }

    @Test
    void whatIsNoSingleRangeMeansTheWhole() {
        for (String header :
                new String[] {
                    "bytes=0-1,3-4", "bytes=5-2", "bytes=-", "items=0-1", "bytes=a-b", ""
                }) {
            assertThat(ByteRange.of(header, 10)).as(header).isInstanceOf(ByteRange.Whole.class);
        }
        assertThat(ByteRange.of(null, 10)).isInstanceOf(ByteRange.Whole.class);
    }

    @Test
    void randomHeadersNeverLeaveTheFile() {
        long seed = 20_260_501;
        Random random = new Random(seed);
        String letters = "bytes=-,0123456789 x";
        for (int i = 0; i < 10_000 * Integer.getInteger("vigia.fuzz", 1); i++) {
            StringBuilder header = new StringBuilder(random.nextBoolean() ? "bytes=" : "");
            for (int n = random.nextInt(24); n > 0; n--) {
                header.append(letters.charAt(random.nextInt(letters.length())));
            }
            long size = random.nextInt(50);
            if (ByteRange.of(header.toString(), size) instanceof ByteRange.Part(long a, long b)) {
                assertThat(0 <= a && a <= b && b < size).as(seed + ": " + header).isTrue();
            }
        }
    }
}
