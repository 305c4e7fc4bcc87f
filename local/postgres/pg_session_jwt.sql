-- The functions of Neon's extension pg_session_jwt 0.4.0 without a JWK: they read the claims in request.jwt.claims.
create schema auth;

-- Neon's Data API grants this to its roles.
grant usage on schema auth to public;

create function auth.session() returns jsonb language sql stable parallel safe as $$
  select case when pg_input_is_valid(claims, 'jsonb') then claims::jsonb else 'null' end
  from nullif(current_setting('request.jwt.claims', true), '') as claims
$$;

create function auth.jwt() returns jsonb language sql stable parallel safe as 'select auth.session()';

create function auth.user_id() returns text language sql stable parallel safe as $$
  select case jsonb_typeof(claims -> 'sub') when 'string' then claims ->> 'sub' end from auth.session() as claims
$$;

create function auth.uid() returns uuid language sql stable parallel safe as $$
  select case when pg_input_is_valid(id, 'uuid') then id::uuid end from auth.user_id() as id
$$;

create function auth.init() returns void language plpgsql as $$ begin
  raise exception 'Missing runtime parameter: pg_session_jwt.jwk' using errcode = '02000';
end $$;

create function auth.jwt_session_init(jwt text) returns void language sql as 'select auth.init()';
