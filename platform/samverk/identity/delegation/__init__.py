"""Who from another site may administer this one (TN-10): invitations and answers, in `public`."""
