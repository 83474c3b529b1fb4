package station

import (
	"slices"
	"testing"
)

// The table as it stands in the rules, row by row: D deputy, O liaison officer, M station master, P presidium or street
// committee, U handling unit, C county, T technician. A voter has no account.
func TestEveryCellOfTheTable(t *testing.T) {
	columns := map[rune]Role{'D': RoleDeputy, 'O': RoleOfficer, 'M': RoleMaster, 'P': RolePresidium, 'U': RoleUnit,
		'C': RoleCounty, 'T': RoleTechnician}
	for _, row := range []struct {
		action Action
		may    string
	}{
		{ActRegister, "DOM"},
		{ActAccept, "MP"}, {ActDecline, "MP"}, {ActProposeAcceptance, "O"},
		{ActClassify, "OMP"}, {ActSuggestClass, "D"},
		{ActAssign, "MPC"}, {ActDraftAssignment, "O"},
		{ActHandle, "U"}, {ActReply, "U"}, {ActRecordReply, "OMP"}, // the reply stays the unit's, the station only writes it down
		{ActUrge, "OMPC"}, {ActSupervise, "OMPC"}, {ActAskUrge, "D"},
		{ActFeedBack, "DO"},
		{ActRate, "D"}, {ActRecordVerdict, "OM"},
		{ActEscalate, "MP"}, {ActAnswerEscalation, "MPC"}, {ActAskEscalation, "D"},
		{ActReleasePublic, "MP"}, {ActDraftPublic, "O"},
		{ActManageDevices, "T"}, {ActBackup, "T"}, {ActReadSync, "OMCT"},
		{ActReadTree, "OMPCT"}, {ActManageTree, "MCT"}, {ActReadCockpit, "OMPC"}, {ActExchange, "M"},
	} {
		for letter, role := range columns {
			want := slices.Contains([]rune(row.may), letter)
			if got := May([]Role{role}, row.action); got != want {
				t.Errorf("%s may %s: %v, the table says %v", role, row.action, got, want)
			}
		}
	}
}

func TestADeputyResolvesNothing(t *testing.T) {
	for _, a := range []Action{ActAccept, ActDecline, ActMerge, ActClassify, ActAssign, ActHandle, ActReply, ActRecordReply, ActRecordVerdict, ActExtend, ActApproveExtension, ActPause, ActUrge,
		ActSupervise, ActLetter, ActEscalate, ActConvert, ActClose, ActArchive, ActDraftPublic, ActReleasePublic, ActReveal, ActExport} {
		if May([]Role{RoleDeputy, RoleInformant}, a) {
			t.Errorf("a deputy may %s", a)
		}
	}
}

// System, audit and business are three people's work.
func TestDutiesAreSeparate(t *testing.T) {
	watch, keep := []Action{ActReadAudit, ActExportAudit}, []Action{ActManageDevices, ActBackup}
	if got := Permitted([]Role{RoleAuditor}); !slices.Equal(got, append(watch, ActReadSync)) {
		t.Errorf("the auditor may %v", got)
	}
	if got := Permitted([]Role{RoleTechnician}); !slices.Equal(got, append(keep, ActReadSync, ActReadTree, ActManageTree)) {
		t.Errorf("the technician may %v", got)
	}
	if got := Permitted([]Role{RoleInformant}); len(got) != 0 {
		t.Errorf("a tag alone may %v", got)
	}
	for _, r := range Roles {
		for _, a := range watch {
			if r != RoleAuditor && May([]Role{r}, a) {
				t.Errorf("%s may %s", r, a)
			}
		}
	}
	masterOnly := []Action{ActManageAccounts, ActManagePolicy, ActExchange}
	for _, a := range Permitted([]Role{RoleMaster}) {
		if May([]Role{RoleDeputyMaster}, a) == slices.Contains(masterOnly, a) {
			t.Errorf("the deputy master and %s: %v", a, !slices.Contains(masterOnly, a))
		}
	}
}

func TestEveryActionStandsInTheTable(t *testing.T) {
	if len(permits) != len(Actions) {
		t.Errorf("%d actions, %d lines in the table", len(Actions), len(permits))
	}
	for _, a := range Actions {
		if len(permits[a]) == 0 {
			t.Errorf("nobody may %s", a)
		}
	}
	if May(nil, ActSignedIn) || May(Roles, "reign") || !May(nil, ActAnyone) {
		t.Error("an account without roles, or an unknown action, is let in")
	}
}

func TestRolesOfOneAccount(t *testing.T) {
	for _, c := range []struct {
		roles []Role
		code  string
	}{
		{[]Role{RoleMaster, RoleDeputy}, ""},
		{[]Role{RoleOfficer, RoleInformant}, ""},
		{[]Role{RoleTechnician}, ""},
		{nil, "role_missing"},
		{[]Role{RoleInformant}, "role_missing"},
		{[]Role{"emperor"}, "role_unknown"},
		{[]Role{RoleMaster, RoleMaster}, "role_twice"},
		{[]Role{RoleMaster, RoleAuditor}, "role_alone"},
		{[]Role{RoleTechnician, RoleAuditor}, "role_alone"},
		{[]Role{RoleOfficer, RoleTechnician}, "role_alone"},
	} {
		got := ""
		if err := CheckRoles(c.roles); err != nil {
			got = Worded(err).Code
		}
		if got != c.code {
			t.Errorf("%v: %q, want %q", c.roles, got, c.code)
		}
	}
}
