// How the console is built: into the product's `dist/console`, to be served below /console.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  base: '/console/',
  plugins: [react()],
  // The server puts a new number in the place of this one each time it gives the page out.
  html: { cspNonce: '__CSP_NONCE__' },
  server: { proxy: { '/v1': 'http://127.0.0.1:3000', '/console/session': 'http://127.0.0.1:3000' } },
  build: {
    outDir: '../../dist/console',
    emptyOutDir: true,
    // What stands in the page itself needs a permission of its own.
    assetsInlineLimit: 0,
    manifest: 'manifest.json',
    license: { fileName: 'licenses.txt' },
  },
});
