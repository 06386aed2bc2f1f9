package org.vigia.telegram.bot;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLException;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/// Requests of one kind, which may take as long as their kind allows. They run on the caller's
/// thread.
final class Lane {
    private static final long LONGEST_ANSWER = 8L << 20;

    private final OkHttpClient http;
    private final Set<Call> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /// @param http whose connections it shares
    /// @param whole how long a request may take
    /// @param silence how long nothing may move while the request is sent
    /// @param answer how long nothing may come once it is
    Lane(OkHttpClient http, Duration whole, Duration silence, Duration answer) {
        this.http =
                http.newBuilder()
                        .callTimeout(whole)
                        .readTimeout(answer)
                        .writeTimeout(silence)
                        .build();
    }

    /// Makes a request.
    ///
    /// @throws IOException when there is no answer; its message names no address
    /// @throws InterruptedException when the thread is interrupted meanwhile
    Answer post(HttpUrl url, Requests.Prepared prepared) throws IOException, InterruptedException {
        Call call =
                http.newCall(
                        new Request.Builder().url(url).post(new Once(prepared.body())).build());
        running.add(call);
        try {
            if (closed) {
                throw new IOException("closed");
            }
            try (Response response = call.execute()) {
                return new Answer(response.code(), response.header("Date"), text(response.body()));
            }
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw new IOException(words(e));
        } finally {
            running.remove(call);
        }
    }

    void close() {
        closed = true;
        running.forEach(Call::cancel);
    }

    private static String text(@Nullable ResponseBody body) throws IOException {
        if (body == null) {
            throw new IOException("an answer without a body");
        }
        Buffer buffer = new Buffer();
        while (buffer.size() <= LONGEST_ANSWER) {
            if (body.source().read(buffer, 8192) < 0) {
                return buffer.readUtf8();
            }
        }
        throw new IOException("an endless answer");
    }

    /// The library's own words may hold the whole address, and with it the token.
    private static String words(IOException e) {
        return switch (e) {
            case UnknownHostException _ -> "its address is not known (no internet, or no DNS)";
            case SocketTimeoutException _ -> "no answer in time";
            case InterruptedIOException _ -> "no answer in time";
            case ConnectException _ -> "no connection";
            case NoRouteToHostException _ -> "no route";
            case SSLException _ -> "no trusted connection (is the clock right?)";
            case IOException _ -> "the connection broke";
        };
    }

    /// OkHttp repeats by itself what went wrong on a connection that it had kept, also where
    /// Telegram has taken it already: a message would come twice, and past the limits. What was
    /// begun is not repeated; another address is still tried where no connection is made.
    private static final class Once extends RequestBody {
        private final RequestBody body;

        Once(RequestBody body) {
            this.body = body;
        }

        @Override
        public @Nullable MediaType contentType() {
            return body.contentType();
        }

        @Override
        public long contentLength() throws IOException {
            return body.contentLength();
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            body.writeTo(sink);
        }
    }
}
