// What every screen has beside its forms: commands by keyboard, pages to choose for fields that take an address, and the end of the session said beforehand.

import { addPageChoosers } from './chooser.js';
import { addCommands } from './commands.js';
import { watchSession } from './session.js';

const { sessionIdle, sessionLeft, shortcuts } = document.body.dataset;
if (sessionLeft) watchSession({ idle: Number(sessionIdle), left: Number(sessionLeft) });
addPageChoosers();
addCommands({ shortcuts: shortcuts !== 'off' });
