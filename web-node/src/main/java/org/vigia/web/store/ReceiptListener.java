package org.vigia.web.store;

/// Who carries receipts to the cameras.
@FunctionalInterface
public interface ReceiptListener {
    /// An event is whole and on the disk, receipt included. Called again, with the same receipt,
    /// when the camera offers the manifest again. Called on the thread that took the manifest,
    /// before the camera is told: returns quickly and does not throw.
    ///
    /// @param camera whose event it is
    /// @param document the bytes of a [org.vigia.shared.event.Receipt]
    /// @param signature over the document, under web-node's receipt key
    void issued(String camera, byte[] document, byte[] signature);
}
