"""What a site itself keeps about sign-in with a provider: rules, sessions, linked identities, demanded levels."""
