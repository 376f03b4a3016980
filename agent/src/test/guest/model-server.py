#!/usr/bin/env python3
"""A stand-in model server for the guest: speaks what Spillway uses of Ollama's API, and holds real memory in a child for each model."""
import datetime
import http.server
import json
import os
import subprocess
import sys
import threading

MODELS = {"essential:3b": ("a" * 64, 60), "spare:3b": ("b" * 64, 120)}  # name: digest, MiB
runners = {}
lock = threading.Lock()


def load(name):
    digest, mib = MODELS[name]
    if name not in runners:
        blob = f"/tmp/blobs/sha256-{digest}"
        os.makedirs("/tmp/blobs", exist_ok=True)
        open(blob, "w").close()
        # What a runner's command line looks like; the port tells how much it holds.
        runners[name] = subprocess.Popen(
            ["/bin/bash", "-c", f'exec -a ollama python3 {__file__} runner --model {blob} --port {mib}'])


def unload(name):
    process = runners.pop(name, None)
    if process:
        process.terminate()
        process.wait()


def listed(name):
    digest, mib = MODELS[name]
    return {"name": name, "model": name, "size": mib << 20, "size_vram": 0, "digest": digest,
            "details": {"format": "gguf", "family": "llama", "parameter_size": "3.1B", "quantization_level": "Q4_K_M"},
            "expires_at": EXPIRES}


EXPIRES = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=9)).isoformat().replace("+00:00", "Z")


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, body, status=200):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        with lock:
            if self.path == "/api/version":
                self.answer({"version": "0.6.5"})
            elif self.path == "/api/ps":
                self.answer({"models": [listed(name) for name, runner in runners.items() if runner.poll() is None]})
            elif self.path == "/api/tags":
                self.answer({"models": [listed(name) for name in MODELS]})
            else:
                self.answer({"error": "not found"}, 404)

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
        name = body.get("model", "")
        with lock:
            if name not in MODELS:
                self.answer({"error": f"model '{name}' not found"}, 404)
            elif self.path == "/api/show":
                self.answer({"modelfile": f"FROM /tmp/blobs/sha256-{MODELS[name][0]}\n", "details": listed(name)["details"],
                             "model_info": {"general.parameter_count": 3_100_000_000}, "capabilities": ["completion"]})
            elif self.path == "/api/generate" and body.get("keep_alive") == 0:
                unload(name)
                self.answer({"model": name, "done": True, "done_reason": "unload"})
            elif self.path == "/api/generate":
                load(name)
                self.answer({"model": name, "done": True, "done_reason": "load"})
            else:
                self.answer({"error": "not found"}, 404)


def run_as_runner():
    mib = int(sys.argv[sys.argv.index("--port") + 1])
    held = bytearray(os.urandom(1 << 20) * mib)
    threading.Event().wait()
    sys.exit(len(held) == 0)


if sys.argv[1:2] == ["runner"]:
    run_as_runner()
for model in MODELS:
    load(model)
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
