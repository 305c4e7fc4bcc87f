import { notFoundResponse } from '@/lib/api/responses';

/** Every other URL under `/api` is a 404 as JSON. */
const notFound = async () => notFoundResponse();

export { notFound as DELETE, notFound as GET, notFound as PATCH, notFound as POST, notFound as PUT };
