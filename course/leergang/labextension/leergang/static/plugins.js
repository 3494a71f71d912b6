// The plugins of the course. Each does one thing, in a file of its own.
import { connectionLost } from "./connection.js";
import { header } from "./header.js";
import { backButton } from "./history.js";
import { lock } from "./lock.js";
import { readAloud } from "./names.js";
import { fewOpen } from "./open.js";
import { runWhenOpened } from "./run.js";
import { toTheTerm } from "./term.js";
import { terms } from "./terms.js";
import { pageTitle } from "./title.js";

export function plugins(lab) {
  return [
    header(lab),
    runWhenOpened(lab),
    lock(lab),
    fewOpen(lab),
    toTheTerm(lab),
    pageTitle(lab),
    readAloud(lab),
    terms(lab),
    backButton(),
    connectionLost(lab),
  ];
}
