package org.vigia.telegram.outbox;

/// Where pictures and films wait. Returns at once; what it does may take until later.
interface Shelf {
    /// Puts a picture on the disk and says [News.Kept] when it is there.
    void keep(long thread, Item item, byte[] jpeg);

    /// Deletes a file that nobody needs any more.
    void drop(String file);
}
