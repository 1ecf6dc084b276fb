#!/usr/bin/env node
// Starts the program of the package for this system. Nothing is downloaded, and no
// script runs at installation.
'use strict';

const { spawnSync } = require('node:child_process');
const { constants } = require('node:os');

const name = `@envguard/${process.platform}-${process.arch}`;
const file = process.platform === 'win32' ? 'envguard.exe' : 'envguard';

let program;
try {
  program = require.resolve(`${name}/bin/${file}`);
} catch {
  console.error(`envguard: error: the package ${name} is not installed`);
  console.error('envguard: hint: install without --omit=optional; other systems build it from source');
  process.exit(2);
}

const result = spawnSync(program, process.argv.slice(2), { stdio: 'inherit' });
if (result.error) {
  console.error(`envguard: error: ${result.error.message}`);
  process.exit(3);
}
// As a shell does: 128 and the signal's number.
process.exit(result.signal ? 128 + constants.signals[result.signal] : result.status);
