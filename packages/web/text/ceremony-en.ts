import type { ceremonyZh } from "./ceremony-zh.ts";

/** English words about the ceremony of the draw; part of the one catalogue in en.ts. */
export const ceremonyEn: Readonly<Record<keyof typeof ceremonyZh, string>> = {
  "board.caption": "How far everyone has come",
  "board.none": "No contributors",
  "board.contributor": "Contributor",
  "board.keys": "Keys",
  "board.sealed": "Secret sealed",
  "board.shares": "Shares checked",
  "board.secret": "Secret shown",
  "board.sealedNow": "Sealed",
  "board.registeredNow": "Keys registered",
  "board.done": "Done",
  "board.notYet": "Not yet",
  "board.found": "found good by {good} of {of}",
  "board.complaint": "Not usable, says {name}",
  "board.revealed": "Shown",
  "board.recovered": "Rebuilt by the others",
  "board.opened": ", {count} {count|share|shares} opened",
  "runSteps.none": "Nothing has happened yet.",
  "runSteps.waiting": "Waiting for the witnesses",
  "runSteps.cosigned": "Cosigned by the witnesses: ",
  "runSteps.published": "Published: ",
  "runSteps.recorded": "Recorded",
  "runSteps.inLog": "In the public log",
  "runSteps.place": "Entry {index}, hash: ",
  "runSteps.noPlace": "About to be written, hash: ",
  "run.now": "Now",
  "run.live": "Where the run stands",
  "run.liveHelp": "This page follows the run by itself; where it cannot, reload it.",
  "run.attempt": "Run",
  "run.contributors": "Who makes the draw together",
  "run.demoObjections":
    "Demonstration: objections may be made for 0 hours after the freeze, so that one can go on at once. A real season leaves time for them.",
  "run.data": "Download every step (JSON)",
  "contributor.title": "My part in the draw",
  "contributor.me": "You act for {name}.",
  "contributor.why": "Why you are needed",
  "contributor.whyWords":
    "The draw's seed is made of the secrets of {count} contributors and of dice thrown in public. Everyone seals a secret first and shows it only after the dice, so nobody alone can steer the lots. If somebody stays away, any {threshold} of you can rebuild that secret.",
  "contributor.happened": "What has happened",
  "contributor.noScript":
    "This page needs scripts: your secret must be made, kept and signed on your own device; the server must not do it for you. Allow scripts for this site in your browser's settings, or open this page on another phone or computer.",
  "contributor.absent": "Somebody has not shown a secret",
  "contributor.absentHelp":
    "Once the chair has called somebody absent in public, open the share that you hold. With enough shares the secret is rebuilt.",
  "contributor.openShare": "Open the share of {name}",
  "contributor.device": "Keep a copy, or change devices",
  "contributor.deviceHelp":
    "Your secret is in this browser only. The file is the secret itself: keep it where nobody else can open it, and send it to nobody.",
  "contributor.export": "Save the file",
  "contributor.import": "Import a file",
  "contributor.importHint": "On another device, or where this one has lost its data.",
  "contributor.imported": "Imported.",
  "contributor.exported":
    "The file was given to your browser; make sure that it is among your downloads.",
  "contributor.nothingToExport": "There is nothing on this device to be saved yet.",
  "contributor.otherFile":
    "This file is of another contributor or another run. Choose the right one.",
  "deviceAct.register": "Make my keys and register",
  "deviceAct.commit": "Make my secret and seal it",
  "deviceAct.reveal": "Show my secret",
  "deviceAct.look": "Try again",
  "deviceAct.export": "Save the file",
  "panel.start.title": "Reading the public record",
  "panel.start.help": "Your device is checking every step by itself.",
  "panel.old-browser.title": "This browser is too old",
  "panel.old-browser.help":
    "It lacks what signing needs. Update it, or open this page in a Chrome, Edge, Safari or Firefox of the last two years.",
  "panel.no-storage.title": "This browser keeps nothing",
  "panel.no-storage.help":
    "It may be a private window, or full. A secret that is lost can never be shown, so nothing was sent. Use a normal window or another device.",
  "panel.offline.title": "The server cannot be reached",
  "panel.offline.help":
    "Your secret is still on this device; nothing is lost. It goes on by itself when the connection is back; doing a thing twice does no harm.",
  "panel.signed-out.title": "Your sign-in has expired",
  "panel.signed-out.help": "Your secret is still on this device. Sign in again to go on.",
  "panel.broken.title": "The public record breaks its rules: stop",
  "panel.broken.help":
    "Your device found what stands below. Do not go on. Take a picture of the screen, and tell the notary and the other contributors at once.",
  "panel.rewritten.title": "The public record was changed: stop",
  "panel.rewritten.help":
    "What the server shows now is not what this device has seen before. Do not go on. Take a picture of the screen, and tell the notary and the other contributors at once.",
  "panel.voided.title": "This run is void",
  "panel.voided.help": "There is nothing for you to do. Come back when the next attempt begins.",
  "panel.register.title": "Please register your keys",
  "panel.register.help":
    "This device makes a pair of keys; the secret ones never leave it. Use this device from then on. Any time before the freeze will do.",
  "panel.registered.title": "Registered; the freeze is awaited",
  "panel.registered.help":
    "There is nothing to do now. It is wise to save a file, in case the device is lost or its data is cleared.",
  "panel.lost.title": "Your keys are not on this device",
  "panel.lost.help":
    "You have registered, but not with what this device holds. Use the device that you registered with, or import its file below. If neither is possible: any {threshold} of the others can rebuild your secret after the dice, provided that you have sealed one.",
  "panel.other-keys.title": "Other keys than this device's are registered",
  "panel.other-keys.help":
    "If you registered with another device, use that one, or import its file below. If you did not register at all, tell the notary and the other contributors at once: somebody acts in your name.",
  "panel.unwitnessed.title": "Waiting for the witnesses",
  "panel.unwitnessed.help":
    "Independent witnesses must see and cosign the step before first; a few seconds as a rule. This page goes on by itself.",
  "panel.commit.title": "Please seal your secret",
  "panel.commit.help":
    "The roll is frozen. Your device draws a secret and sends only its fingerprint, and a sealed share for each of the others. The secret itself is shown after the dice.",
  "panel.commit-anew.title": "Please seal anew",
  "panel.commit-anew.help":
    "The secret that you sealed is not on this device. Import its file below; if it cannot be found, you may seal a new one until the circle is closed.",
  "panel.commit-again.title": "Please seal once more",
  "panel.commit-again.help":
    "Somebody could not open the share that you dealt; see below. Seal once more: your device makes a new secret with new shares.",
  "panel.committed.title": "Sealed; the others are awaited",
  "panel.committed.help":
    "Shares that the others deal to you are checked by your device itself. Your secret is on this device only: save the file now.",
  "panel.closed.title": "All is sealed; the dice are awaited",
  "panel.closed.help":
    "A ten-sided die is thrown in public, at least {throws} times. Come back when the dice are recorded and cosigned, to show your secret.",
  "panel.reveal.title": "Please show your secret",
  "panel.reveal.help":
    "The dice are recorded; nobody can change the outcome any more. Anyone can then check that it is the secret that you sealed.",
  "panel.lost-secret.title": "The secret is not on this device",
  "panel.lost-secret.help":
    "Use the device that sealed it, or import a file below that was saved after sealing. If neither is possible, tell the chair: any {threshold} of the others can rebuild it.",
  "panel.revealed.title": "Your secret is shown",
  "panel.revealed.help": "Once everyone's is known, the seed is computed.",
  "panel.finished.title": "The seed is there. Thank you",
  "panel.finished.help": "Your part is done. Anyone can recompute it from what is public.",
  "freeze.contributors": "Who makes the draw together ({registered} of {of} registered)",
  "freeze.ask": "Ask for the freeze",
  "freeze.askHelp":
    "The freeze takes two people: one asks for it, another confirms. You would be the one who asks.",
  "freeze.asked": "{name} asked for the freeze on {when}.",
  "freeze.askedByMe":
    "You asked for the freeze on {when}. Another officer has to sign in and confirm.",
  "freeze.confirm": "Confirm the freeze",
  "freeze.missing": "These have not registered their keys, and the freeze has to wait: {names}.",
  "ceremony.intro":
    "Every step is taken in public and published at once. Contributors use their own phones; you preside here.",
  "ceremony.roll": "The roll",
  "ceremony.close": "Close the circle",
  "ceremony.dice": "Dice",
  "ceremony.reveals": "Everyone shows",
  "ceremony.seed": "The seed",
  "ceremony.waitNotFrozen": "Secrets are sealed once the roll is frozen.",
  "ceremony.waitSeal":
    "The circle can be closed once everyone has sealed and all shares are found good.",
  "ceremony.redeal":
    "A share is not usable: whoever dealt it has to seal once more, on their own device.",
  "ceremony.objections":
    "Objections may be made for {hours} hours from when the freeze was cosigned; the circle can be closed after that.",
  "ceremony.closeSure": "Everyone is here, and I am sure: nobody joins or leaves after this",
  "ceremony.closeGo": "Close the circle",
  "ceremony.closed": "The circle is closed.",
  "ceremony.waitClose": "Dice are thrown after the circle is closed; earlier throws prove nothing.",
  "ceremony.firstReading": "First reading",
  "ceremony.secondReading": "Second reading",
  "ceremony.firstHelp":
    "Throw a ten-sided die at least {count} times in public and enter what you see. Another person then reads it once more, with an account of their own.",
  "ceremony.secondHelp":
    "{name} entered the first reading on {when}. Read the dice once more by yourself; they are recorded only if both agree.",
  "ceremony.firstByMe":
    "You entered the first reading ({count} digits) on {when}. Another officer has to read once more. If you made a mistake, enter it again:",
  "ceremony.reader": "Name of the reader",
  "ceremony.readerHint": "It is published.",
  "ceremony.digits": "Digits of the dice",
  "ceremony.counted": "{first} digits entered.",
  "ceremony.readGo": "Send the first reading",
  "ceremony.readAgainGo": "Send the second reading",
  "ceremony.readBy": "Read by {names}",
  "ceremony.waitDice": "Secrets are shown after the dice.",
  "ceremony.revealed": "{count} of {of} secrets are known.",
  "ceremony.absentHelp":
    "If somebody has not shown a secret, wait a little. Once you have called them absent in public, the others open their shares on their own devices; {threshold} are enough.",
  "ceremony.beacon": "Round {round} of the beacon",
  "ceremony.waitSeed": "The seed is computed once all secrets are known.",
  "ceremony.seedSure": "I am sure: compute the seed",
  "ceremony.mustVoid":
    "What somebody sealed was false and cannot be rebuilt. This run cannot go on; it has to be voided.",
  "ceremony.voidInstead": "Something went wrong that cannot be mended?",
  "void.title": "Void this run",
  "void.intro":
    "All its entries stay in the public log, the roll is open again, and the season goes on with the next attempt. It takes two people: one asks and gives the reason, another confirms.",
  "void.run": "Run",
  "void.reason": "Reason",
  "void.reasonHint": "It is published; parents should understand it.",
  "void.ask": "Ask to void it",
  "void.askAgain": "Ask again with another reason",
  "void.asked": "{name} asked on {when} to void it, for this reason:",
  "void.askedByMe":
    "You asked on {when} to void it. Another officer has to sign in and confirm. The reason:",
  "void.sure": "I have checked the reason and am sure that this run is to be void",
  "void.confirm": "Confirm: void this run",
};
