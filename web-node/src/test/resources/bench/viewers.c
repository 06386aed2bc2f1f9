// viewers PORT PATH COOKIE COUNT STALLED: watches as so many viewers, each a connection of its own, cheaply enough to
// share a machine with what it measures. Every 8th reads the heads of the messages, the others throw away what comes,
// STALLED more read nothing and come again when they are thrown out. COOKIE `-` asks by a plain GET (the peer).
// Says "ready"; after a line on standard input "begun"; after another one the figures: viewers, bytes, messages seen,
// connections lost, and p50, p95 and max of two times in µs: after the first viewer, and old when sent.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { HEAD = 26, AT_ONCE = 16, EVENTS = 256, RECENT = 1024, MOST = 1 << 21, PER_ADDRESS = 100, PROBES = 8, PAUSE_MICROS = 1000 };
enum state { GREETING, WATCHING };
struct viewer {
    int socket, number, stalled, have, matched;
    enum state state;
    uint64_t skip;
    uint8_t head[HEAD];
};
struct samples { uint32_t *of; int count; };

static struct viewer *viewers;
static int port, epoll, greeting, watching, lost, begun;
static const char *path, *cookie;
static uint64_t bytes, messages;
static struct { uint64_t end, first; } recent[RECENT];
static struct samples late, old;
static char buffer[1 << 18];

static void fail(const char *what) { perror(what); exit(1); }

static uint64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000ull + t.tv_nsec / 1000;
}

// One address may have 128 connections, as a guest of the product.
static void dial(struct viewer *v) {
    int small = 16384;
    struct sockaddr_in from = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(0x7f010001 + v->number / PER_ADDRESS)};
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    char request[2048];
    int length = *cookie == '-'
        ? snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n", path, port)
        : snprintf(request, sizeof request,
              "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nOrigin: http://127.0.0.1:%d\r\nCookie: %s\r\nUpgrade: websocket\r\n"
              "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
              path, port, port, cookie);
    v->socket = socket(AF_INET, SOCK_STREAM, 0);
    v->state = GREETING;
    v->have = v->matched = 0;
    v->skip = 0;
    if (v->stalled) setsockopt(v->socket, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    if (v->socket < 0 || bind(v->socket, (void *)&from, sizeof from) || connect(v->socket, (void *)&to, sizeof to)) fail("connect");
    if (write(v->socket, request, length) != length) fail("write");
    struct epoll_event e = {.events = EPOLLIN | EPOLLRDHUP, .data.ptr = v};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, v->socket, &e)) fail("epoll");
    greeting++;
}

static void sample(struct samples *s, uint64_t value) {
    if (s->count < MOST) s->of[s->count++] = value > UINT32_MAX ? UINT32_MAX : value;
}

// A binary message of frames: kind, flags, zero, age, end.
static void message(const uint8_t *m, uint64_t length) {
    uint32_t age;
    uint64_t end, at = now();
    if (!begun || length < 16 || m[0] != 1) return;
    memcpy(&age, m + 4, sizeof age);
    memcpy(&end, m + 8, sizeof end);
    int place = be64toh(end) / 3600 % RECENT;
    if (recent[place].end != end) {
        recent[place].end = end;
        recent[place].first = at;
    }
    messages++;
    sample(&late, at - recent[place].first);
    sample(&old, be32toh(age));
}

static void parse(struct viewer *v, const uint8_t *p, uint64_t n) {
    while (n > 0) {
        if (v->skip > 0) {
            uint64_t part = v->skip < n ? v->skip : n;
            v->skip -= part, p += part, n -= part;
            continue;
        }
        v->head[v->have++] = *p++, n--;
        if (v->have < 2) continue;
        int code = v->head[1] & 127, own = code < 126 ? 2 : code == 126 ? 4 : 10;
        if (v->have < own) continue;
        uint64_t length = code < 126 ? code : 0;
        for (int i = 2; i < own; i++) length = length << 8 | v->head[i];
        uint64_t whole = own + (length < 16 ? length : 16);
        if ((uint64_t)v->have < whole) continue;
        if ((v->head[0] & 15) == 2) message(v->head + own, length);
        v->skip = own + length - whole;
        v->have = 0;
    }
}

// Reads what has come; false when the connection is over.
static int take(struct viewer *v) {
    static const char over[] = "\r\n\r\n";
    int counted = v->number % PROBES == 0 && *cookie != '-' && !v->stalled;
    int flags = MSG_DONTWAIT | (counted || v->state == GREETING ? 0 : MSG_TRUNC);
    ssize_t n = recv(v->socket, buffer, v->state == GREETING ? 1024 : sizeof buffer, flags);
    if (n <= 0) return n < 0 && errno == EAGAIN;
    ssize_t from = 0;
    while (v->state == GREETING && from < n) {
        v->matched = buffer[from] == over[v->matched] ? v->matched + 1 : buffer[from] == '\r';
        from++;
        if (v->matched == 4) {
            v->state = WATCHING;
            greeting--, watching++;
            if (v->stalled) {
                struct epoll_event e = {.events = EPOLLRDHUP, .data.ptr = v};
                epoll_ctl(epoll, EPOLL_CTL_MOD, v->socket, &e);
            }
        }
    }
    if (begun) bytes += n;
    if (counted) parse(v, (uint8_t *)buffer + from, n - from);
    return 1;
}

static void over(struct viewer *v) {
    close(v->socket);
    if (v->state == GREETING) greeting--; else watching--;
    if (v->stalled) dial(v); else lost++;
}

static int less(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static void tell(struct samples *s) {
    qsort(s->of, s->count, sizeof *s->of, less);
    printf(" %u %u %u", s->count ? s->of[s->count / 2] : 0, s->count ? s->of[s->count * 19ll / 20] : 0, s->count ? s->of[s->count - 1] : 0);
}

int main(int words, char **word) {
    if (words != 6) return 64;
    port = atoi(word[1]), path = word[2], cookie = word[3];
    int count = atoi(word[4]), all = count + atoi(word[5]), dialled = 0, said = 0;
    viewers = calloc(all, sizeof *viewers);
    late.of = calloc(MOST, sizeof(uint32_t));
    old.of = calloc(MOST, sizeof(uint32_t));
    epoll = epoll_create1(0);
    struct epoll_event input = {.events = EPOLLIN}, events[EVENTS];
    if (!viewers || !late.of || !old.of || epoll < 0 || epoll_ctl(epoll, EPOLL_CTL_ADD, 0, &input)) fail("viewers");
    for (;;) {
        for (; dialled < all && greeting < AT_ONCE; dialled++) {
            viewers[dialled].number = dialled;
            viewers[dialled].stalled = dialled >= count;
            dial(&viewers[dialled]);
        }
        if (!said && dialled == all && greeting == 0) said = puts("ready") >= 0 && fflush(stdout) == 0;
        // Viewers are elsewhere: that they wake up is none of the server's work, as it is on loopback for who sleeps here.
        if (said) usleep(PAUSE_MICROS);
        int n = epoll_wait(epoll, events, EVENTS, -1);
        for (int i = 0; i < n; i++) {
            struct viewer *v = events[i].data.ptr;
            if (v) {
                if ((v->stalled && v->state == WATCHING) || !take(v)) over(v);
            } else if (read(0, buffer, sizeof buffer) <= 0) {
                return 1;
            } else if (begun) {
                printf("%d %llu %llu %d", watching, (unsigned long long)bytes, (unsigned long long)messages, lost);
                tell(&late);
                tell(&old);
                puts("");
                return 0;
            } else {
                begun = 1;
                puts("begun");
                fflush(stdout);
            }
        }
    }
}
