package org.vigia.shared.powercut;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Cuts the power at every moment of a recorded run, and has what is found then looked at.
///
/// What may be found grows with each act until something is synced, and what is found is held to
/// more with each promise, so it is enough to cut right before each sync, before each thing that
/// may be found done from then on, and at the end. Of a few names that have not been synced each
/// selection is tried, of more each alone and all but each. All files' unsynced bytes are gone or
/// there, and with none or all of the names also torn, or zeros.
public final class PowerCuts {
    private static final int FEW = 2 + Math.min(Integer.getInteger("vigia.fuzz", 1) - 1, 2);

    private final List<Act> acts;
    private final Path folder;
    private final Look look;
    private final Set<String> held = new HashSet<>();
    private int looks;

    /// What is to be found when the power is back.
    @FunctionalInterface
    public interface Look {
        /// Starts what works on `found`, and throws where it does not keep its promises.
        ///
        /// @param found the folder, the caller's to change; nothing is really synced there
        /// @param said what the run had said by then, in order
        void at(Path found, List<Object> said) throws Exception;
    }

    /// @param recording of a run that is over
    /// @param folder for what is found, the one after the other
    public PowerCuts(Recording recording, Path folder, Look look) {
        this.acts = recording.acts();
        this.folder = folder;
        this.look = look;
    }

    /// How often something else was found.
    public int looks() {
        return looks;
    }

    /// Cuts the power everywhere.
    ///
    /// @throws AssertionError with where the power was cut and what had reached the disk, at the
    ///   first that is not as it should be
    public void all() {
        cut("");
    }

    /// Cuts the power at the end only.
    public void atTheEnd() {
        Disk disk = new Disk();
        List<Object> said = new ArrayList<>();
        for (Act act : acts) {
            disk.apply(act);
            if (act instanceof Act.Said(Object word, boolean _)) {
                said.add(word);
            }
        }
        for (Image image : images(disk)) {
            look(image, said, "at the end");
        }
    }

    /// Which syncs the run asked for, by who did.
    public Set<String> sites() {
        Set<String> sites = new TreeSet<>();
        for (Act act : acts) {
            if (act instanceof Act.Synced(int _, String site)) {
                sites.add(site);
            }
        }
        return sites;
    }

    /// Whether something is found to be wrong where these syncs are left out. What [#all] has
    /// looked at is not looked at again.
    public boolean isMissed(String site) {
        try {
            cut(site);
            return false;
        } catch (AssertionError e) {
            return true;
        }
    }

    private void cut(String unheard) {
        Disk disk = new Disk();
        List<Object> said = new ArrayList<>();
        for (int i = 0; i <= acts.size(); i++) {
            boolean end = i == acts.size();
            if (end || isTurn(acts.get(i))) {
                String where = end ? "at the end" : "before act " + i + ", " + acts.get(i);
                for (Image image : images(disk)) {
                    look(image, said, where);
                }
            }
            if (!end) {
                Act act = acts.get(i);
                if (act instanceof Act.Said(Object word, boolean _)) {
                    said.add(word);
                }
                if (!(act instanceof Act.Synced(int _, String site) && site.equals(unheard))) {
                    disk.apply(act);
                }
            }
        }
    }

    private static boolean isTurn(Act act) {
        return switch (act) {
            case Act.Synced _ -> true;
            case Act.Said(Object _, boolean promise) -> !promise;
            case Act.Made _, Act.Opened _, Act.Written _, Act.Truncated _ -> false;
            case Act.Linked _, Act.Removed _, Act.Moved _ -> false;
        };
    }

    private void look(Image image, List<Object> said, String where) {
        String digest = said.size() + "\n" + image.digest();
        if (held.contains(digest)) {
            return;
        }
        looks++;
        try {
            image.write(folder);
            look.at(new Recording(folder).path(), List.copyOf(said));
        } catch (Exception | AssertionError e) {
            throw new AssertionError(
                    "power cut %s, with %s:%n%s%nsaid: %s%n%s"
                            .formatted(where, image.text(), image.digest(), said, e),
                    e);
        }
        held.add(digest);
    }

    private static List<Image> images(Disk disk) {
        List<Image> images = new ArrayList<>();
        for (List<Disk.Renaming> reached : selections(disk)) {
            List<Disk.Renaming> all = disk.withWhatTheyNeed(reached);
            boolean some = !all.isEmpty() && all.size() < disk.unsynced.size();
            for (Node.Rest rest : some ? Node.Rest.PLAIN : Node.Rest.ALL_FORMS) {
                String text =
                        "%d of %d names and of bytes %s"
                                .formatted(all.size(), disk.unsynced.size(), rest);
                images.add(Image.of(disk, all, rest, text));
            }
        }
        return images;
    }

    private static List<List<Disk.Renaming>> selections(Disk disk) {
        List<Disk.Renaming> unsynced = disk.unsynced;
        List<List<Disk.Renaming>> selections = new ArrayList<>();
        if (unsynced.size() <= FEW) {
            for (int bits = 0; bits < 1 << unsynced.size(); bits++) {
                List<Disk.Renaming> some = new ArrayList<>();
                for (int i = 0; i < unsynced.size(); i++) {
                    if ((bits >> i & 1) == 1) {
                        some.add(unsynced.get(i));
                    }
                }
                selections.add(some);
            }
            return selections;
        }
        selections.add(List.of());
        selections.add(List.copyOf(unsynced));
        for (Disk.Renaming one : unsynced) {
            selections.add(List.of(one));
            selections.add(disk.without(one));
        }
        return selections;
    }
}
