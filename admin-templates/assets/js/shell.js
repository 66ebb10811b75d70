// What every screen has beside its forms: commands by keyboard, and the end of the session said beforehand.

import { addCommands } from './commands.js';
import { watchSession } from './session.js';

const { sessionIdle, sessionLeft, shortcuts } = document.body.dataset;
if (sessionLeft) watchSession({ idle: Number(sessionIdle), left: Number(sessionLeft) });
addCommands({ shortcuts: shortcuts !== 'off' });
