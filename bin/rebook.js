#!/usr/bin/env node
// The command line. It runs the bundled program; `npm run build` makes it.
import '../dist/bundle/rebook.js';
