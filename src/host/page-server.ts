import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { extname, join, relative, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.png': 'image/png',
};

const HEADERS = {
  'Cache-Control': 'no-cache',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
};

/** Serves the files of a directory, as they were when it began, and nothing else. */
export function servePage(directory: string): Server {
  const server = createServer(pageFiles(directory));
  server.headersTimeout = 5_000;
  server.maxConnections = 64;
  return server;
}

/** Answers with the files of a directory, as they are now. */
export function pageFiles(directory: string): RequestListener {
  const files = new Map<string, Buffer>();
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) files.set(`/${relative(directory, path).split(sep).join('/')}`, readFileSync(path));
  }
  return (request, response) => {
    const [asked = ''] = (request.url ?? '').split('?');
    const path = asked === '/' ? '/index.html' : asked;
    const content = request.method === 'GET' || request.method === 'HEAD' ? files.get(path) : undefined;
    if (content === undefined) {
      response.writeHead(404, HEADERS).end();
      return;
    }
    response.writeHead(200, { ...HEADERS, 'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream' });
    response.end(request.method === 'HEAD' ? undefined : content);
  };
}
