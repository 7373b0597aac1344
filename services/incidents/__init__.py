"""One outage, many reporters: proposed to the desk, joined by neighbours, told and closed for all (EMG-01, EMG-04)."""
