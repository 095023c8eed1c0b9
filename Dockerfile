# The image of Libretto: one binary and one user without rights.
#
# Not tried where it was written: no Docker engine was available there. The commands it runs are those of the tests
# (`cargo build --locked`, `libretto serve`); the image itself, its size and its health check were never run.

FROM rust:1.95-bookworm AS builder
WORKDIR /src
COPY . .
# The caches live outside the layers: a second build compiles only what changed, and nothing of it is in the image.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --release --locked -p libretto \
    && cp target/release/libretto /libretto

FROM debian:bookworm-slim
RUN groupadd --system --gid 10001 libretto \
    && useradd --system --uid 10001 --gid libretto --home-dir /var/lib/libretto --create-home \
       --shell /usr/sbin/nologin libretto
COPY --from=builder /libretto /usr/local/bin/libretto
USER libretto
WORKDIR /var/lib/libretto
# Every interface of the container, which has its own: what is published is decided by who runs it.
ENV LIBRETTO_INDIRIZZO=0.0.0.0:8080
EXPOSE 8080
STOPSIGNAL SIGTERM
# `/status` checks its dependencies; bash speaks the three lines of HTTP, so that the image needs no client.
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /rest/lavoro-occasionale/v1/libretto-famiglia/status HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r _ code _ <&3 && [ \"$code\" = 200 ]"]
ENTRYPOINT ["libretto"]
CMD ["serve"]
