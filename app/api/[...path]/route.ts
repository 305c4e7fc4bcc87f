import { nothingThere } from '@/lib/api-response';

/** Whatever else is asked for below `/api` is answered in JSON, as everything there. */
const nothing = async () => nothingThere();

export { nothing as DELETE, nothing as GET, nothing as PATCH, nothing as POST, nothing as PUT };
