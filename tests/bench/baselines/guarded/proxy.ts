import { NextResponse } from 'next/server';

export default function proxy(): NextResponse {
  return NextResponse.next();
}
