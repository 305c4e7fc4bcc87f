import { currentUser } from '@/lib/auth/session';
import { SAMPLE_POSTS } from '@/lib/posts/samples';
import { Landing } from './_components/landing';

const SAMPLES = SAMPLE_POSTS.filter(({ isDraft }) => !isDraft).slice(-5, -2);

export default async function LandingPage() {
  return <Landing isSignedIn={(await currentUser()) !== null} samples={SAMPLES} />;
}
