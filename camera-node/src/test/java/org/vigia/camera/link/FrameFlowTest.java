package org.vigia.camera.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FrameFlowTest {
    private final Reel reel = new Reel(1 << 20);

    private void filmed(int frames) {
        reel.configure();
        reel.film(frames);
    }

    @Test
    void nobodyWatchesAndNothingHappensSoNothingFlows() throws Exception {
        filmed(8);
        assertThat(reel.words()).isEmpty();
        reel.watched = true;
        assertThat(reel.words()).isEqualTo("video:0 5 6 7");
        reel.watched = false;
        reel.film(1);
        assertThat(reel.words()).isEmpty();
    }

    @Test
    void viewersAreNotShownWhatANewerKeyFrameHasOvertaken() throws Exception {
        filmed(8);
        reel.watched = true;
        assertThat(reel.words()).isEqualTo("video:0 5 6 7");
        reel.film(2);
        reel.pace.advance(Duration.ofSeconds(2));
        reel.film(2);
        assertThat(reel.words()).isEqualTo("10 11");
    }

    @Test
    void theCurrentGopGoesFirstAndWhatIsOlderWhenNothingIsFilmed() throws Exception {
        filmed(18);
        reel.begin(1, 0);
        assertThat(reel.words()).isEqualTo("announced video:0 opened:0 15 16 17");
        reel.film(1);
        assertThat(reel.words()).isEqualTo("18");
        reel.holds(1, 0);
        assertThat(reel.next()).hasToString("Filmed[fragment=%s, earlier=true]", first());
        reel.film(2);
        assertThat(reel.words()).isEqualTo("19 20 1e 2e 3e 4e 5e 6e 7e 8e 9e 10e 11e 12e 13e 14e");
        reel.end(1, 20);
        assertThat(reel.words()).isEqualTo("closed:20");
    }

    private Object first() {
        return reel.ring.frameFrom(0, 0).orElseThrow();
    }

    @Test
    void onlyWhatPiBDoesNotHoldIsFilledIn() throws Exception {
        filmed(18);
        reel.begin(1, 5);
        reel.holds(1, 12);
        assertThat(reel.words()).isEqualTo("announced video:0 opened:5 15 16 17 12e 13e 14e");
    }

    @Test
    void evidenceIsNeverDroppedHoweverLateItIs() throws Exception {
        filmed(6);
        reel.watched = true;
        reel.begin(1, 5);
        reel.holds(1, 5);
        assertThat(reel.words()).isEqualTo("announced video:0 opened:5 5");
        reel.film(9);
        reel.pace.advance(Duration.ofSeconds(9));
        reel.film(1);
        assertThat(reel.words()).isEqualTo("6 7 8 9 10 11 12 13 14 15");
    }

    @Test
    void whoWatchesSeesEachFrameOnceAndNoEarlierOnes() throws Exception {
        filmed(13);
        reel.watched = true;
        assertThat(reel.words()).isEqualTo("video:0 10 11 12");
        reel.begin(1, 5);
        reel.holds(1, 5);
        reel.film(1);
        assertThat(reel.words()).isEqualTo("announced opened:5 10e 11e 12e 13 5e 6e 7e 8e 9e");
        reel.end(1, 13);
        reel.film(1);
        assertThat(reel.words()).isEqualTo("closed:13 14");
    }

    @Test
    void aFrameThatIsCompletedLaterIsSentAgainInItsPlace() throws Exception {
        filmed(6);
        reel.begin(1, 5);
        reel.holds(1, 5);
        assertThat(reel.words()).isEqualTo("announced video:0 opened:5 5");
        reel.complete();
        reel.film(1);
        assertThat(reel.words()).isEqualTo("5! 6");
    }

    @Test
    void aCompletedFrameIsFilledInInItsCompleteForm() throws Exception {
        filmed(4);
        reel.complete();
        reel.film(2);
        reel.begin(1, 0);
        reel.holds(1, 3);
        assertThat(reel.words()).isEqualTo("announced video:0 opened:0 5 3e 4e");
        assertThat(reel.ring.frameFrom(0, 3).orElseThrow().bytes()).hasSize(20);
    }

    @Test
    void theNextFilmIsOpenedWhenTheFormerIsClosed() throws Exception {
        filmed(8);
        reel.begin(1, 0);
        assertThat(reel.words()).isEqualTo("announced video:0 opened:0 5 6 7");
        reel.film(5);
        reel.end(1, 9);
        reel.begin(2, 10);
        assertThat(reel.words()).as("Pi #B has not said what it holds").isEqualTo("8 9");
        reel.holds(1, 0);
        assertThat(reel.words()).isEqualTo("0e 1e 2e 3e 4e closed:9 announced opened:10 10 11 12");
        reel.end(2, 12);
        reel.holds(2, 10);
        assertThat(reel.words()).isEqualTo("closed:12");
    }

    @Test
    void aFilmThatIsOverHoldsUpTheNextForAFewSecondsAtMost() throws Exception {
        filmed(8);
        reel.begin(1, 0);
        reel.film(5);
        reel.end(1, 9);
        reel.begin(2, 10);
        assertThat(reel.words()).isEqualTo("announced video:0 opened:0");
        reel.pace.advance(Duration.ofSeconds(6));
        assertThat(reel.words()).isEqualTo("closed:9 announced opened:10 10 11 12");
    }

    @Test
    void aShortFilmThatIsOverBeforeItIsOpenedIsFilledInWhole() throws Exception {
        filmed(8);
        reel.begin(1, 0);
        reel.end(1, 6);
        reel.film(5);
        reel.holds(1, 0);
        assertThat(reel.words())
                .isEqualTo("announced video:0 opened:0 0e 1e 2e 3e 4e 5e 6e closed:6");
    }

    @Test
    void theFilmOfAStreamThatHasEndedIsSentBeforeTheNextStream() throws Exception {
        filmed(8);
        reel.begin(1, 0);
        reel.holds(1, 0);
        assertThat(reel.words()).isEqualTo("announced video:0 opened:0 5 6 7 0e 1e 2e 3e 4e");
        reel.film(1);
        reel.end(1, 8);
        reel.ring.onGap("the cable was pulled");
        reel.configure();
        reel.film(3);
        reel.begin(2, 0);
        assertThat(reel.words()).isEqualTo("8 closed:8 announced video:1 opened:0 0 1 2");
    }

    @Test
    void whatTheRingHasLostIsPassedOverAndWhatItHasIsFilledIn() throws Exception {
        Reel small = new Reel(250); // five GOPs of 50 bytes
        small.configure();
        small.film(7);
        small.begin(1, 0);
        small.holds(1, 0);
        assertThat(small.words()).isEqualTo("announced video:0 opened:0 5 6 0e 1e 2e 3e 4e");
        small.film(31);
        // Held are 15 to 37: the newest GOP goes on, the rest is filled in.
        assertThat(small.words())
                .isEqualTo(
                        "35 36 37 15e 16e 17e 18e 19e 20e 21e 22e 23e 24e 25e 26e 27e 28e 29e 30e"
                                + " 31e 32e 33e 34e");
        small.end(1, 37);
        assertThat(small.words()).isEqualTo("closed:37");
    }

    @Test
    void anOpenFilmIsOpenedAgainOnANewLinkAndOneThatIsOverIsNot() throws Exception {
        filmed(8);
        reel.begin(1, 0);
        reel.holds(1, 0);
        assertThat(reel.words()).startsWith("announced video:0 opened:0 5 6 7");
        reel.reconnect();
        reel.film(4);
        reel.holds(1, 8);
        assertThat(reel.words()).isEqualTo("announced video:0 opened:0 10 11 8e 9e");
        reel.disconnect();
        reel.film(2);
        reel.end(1, 13);
        reel.reconnect();
        assertThat(reel.words()).isEmpty();
    }

    @Test
    void evidenceIsBehindWhileItIsFilledInOrLate() throws Exception {
        filmed(6);
        reel.pace.advance(Duration.ofSeconds(3));
        reel.film(2);
        reel.begin(1, 0);
        reel.drain();
        assertThat(reel.flow.isBehind()).isFalse();
        reel.holds(1, 0);
        reel.next();
        assertThat(reel.flow.isBehind()).isTrue();
        reel.drain();
        assertThat(reel.flow.isBehind()).isFalse();
        reel.film(1);
        reel.next();
        assertThat(reel.flow.isBehind()).as("a fresh frame").isFalse();
        reel.film(1);
        reel.pace.advance(Duration.ofSeconds(1));
        reel.next();
        assertThat(reel.flow.isBehind()).as("a late frame").isTrue();
        reel.flow.close();
        assertThat(reel.flow.isBehind()).isFalse();
    }
}
