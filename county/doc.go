// Package county is the room of the county platform: enrolment of stations, the other end of sync, the cockpit.
package county
