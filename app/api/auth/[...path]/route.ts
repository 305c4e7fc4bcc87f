import { forwardToNeonAuth } from './forward';

export {
  forwardToNeonAuth as DELETE,
  forwardToNeonAuth as GET,
  forwardToNeonAuth as HEAD,
  forwardToNeonAuth as OPTIONS,
  forwardToNeonAuth as PATCH,
  forwardToNeonAuth as POST,
  forwardToNeonAuth as PUT,
};
