package org.vigia.web.http;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/// A viewer's WebSocket and what it hears: texts, `binary KIND of SIZE`, `refused STATUS`, and
/// `closed` as the last. OkHttp's, since the JDK's now and then does not see on a busy machine that
/// the other end has closed the connection.
final class LiveEar extends WebSocketListener implements AutoCloseable {
    private final OkHttpClient client = new OkHttpClient();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final Runnable closed;
    private final WebSocket socket;

    LiveEar(SiteFixture fixture, String camera, Map<String, String> headers) {
        this(fixture, camera, headers, () -> {});
    }

    /// @param closed run when it is, or could not be opened at all
    LiveEar(SiteFixture fixture, String camera, Map<String, String> headers, Runnable closed) {
        this.closed = closed;
        Request.Builder request =
                new Request.Builder()
                        .url(fixture.address() + "/api/v1/cameras/" + camera + "/live");
        headers.forEach(request::header);
        socket = client.newWebSocket(request.build(), this);
    }

    @Override
    public void onMessage(WebSocket from, String text) {
        heard.add(text);
    }

    @Override
    public void onMessage(WebSocket from, ByteString bytes) {
        heard.add("binary " + bytes.getByte(0) + " of " + bytes.size());
    }

    @Override
    public void onClosing(WebSocket from, int code, String reason) {
        from.close(code, null);
    }

    @Override
    public void onClosed(WebSocket from, int code, String reason) {
        heard.add("closed");
        closed.run();
    }

    @Override
    public void onFailure(WebSocket from, Throwable failure, @Nullable Response response) {
        if (response == null) {
            onClosed(from, 1006, "");
        } else {
            heard.add("refused " + response.code());
        }
    }

    void say(String text) {
        if (!socket.send(text)) {
            throw new AssertionError("it was not sent");
        }
    }

    String next() throws InterruptedException {
        String words = heard.poll(10, TimeUnit.SECONDS);
        if (words == null) {
            throw new AssertionError("nothing was heard");
        }
        return words;
    }

    @Override
    public void close() {
        socket.cancel();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
