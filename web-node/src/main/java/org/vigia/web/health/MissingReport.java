package org.vigia.web.health;

/// Tells the owner of self-tests that do not come. Returns at once.
public interface MissingReport {
    /// None has come whole from this camera for too long; said once.
    void missing(String camera);

    /// One has come whole after that.
    void back(String camera);

    /// Tells nobody.
    MissingReport NONE =
            new MissingReport() {
                @Override
                public void missing(String camera) {}

                @Override
                public void back(String camera) {}
            };
}
