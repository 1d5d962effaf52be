#!/usr/bin/env node
// The command line. It runs the compiled program; `npm run build` makes it.
import '../dist/src/app/cli/rebook.js';
