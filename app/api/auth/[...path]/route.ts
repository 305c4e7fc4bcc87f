import { answerAuthCall } from '@/lib/auth/auth-api';

export {
  answerAuthCall as DELETE,
  answerAuthCall as GET,
  answerAuthCall as HEAD,
  answerAuthCall as OPTIONS,
  answerAuthCall as PATCH,
  answerAuthCall as POST,
  answerAuthCall as PUT,
};
