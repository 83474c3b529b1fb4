package station

// Actions lists every action a role can carry.
var Actions = []Action{
	ActRegister, ActVerify, ActProposeAcceptance, ActAccept, ActDecline, ActMerge, ActSuggestClass, ActClassify,
	ActDraftAssignment, ActAssign, ActHandle, ActReply, ActRecordReply, ActExtend, ActApproveExtension, ActPause, ActAskUrge,
	ActUrge, ActSupervise, ActLetter, ActFeedBack, ActRate, ActRecordVerdict, ActAskEscalation, ActEscalate, ActAnswerEscalation, ActConvert,
	ActClose, ActRecheck, ActArchive, ActNote, ActAdvise, ActComment, ActDraftPublic, ActReleasePublic, ActWithdrawPublic,
	ActReadMatters, ActReadAssigned, ActReadAddressed, ActReveal, ActPrint, ActExport, ActImport,
	ActErasePersonal, ActEditRecords, ActKeepRegister, ActReadAudit, ActExportAudit, ActManageAccounts,
	ActManagePolicy, ActManageDevices, ActBackup, ActReadSync, ActReadTree, ActManageTree, ActReadCockpit, ActExchange,
}

// The groups of roles that most lines of the table share.
var (
	masters  = []Role{RoleMaster, RoleDeputyMaster}
	lead     = []Role{RoleMaster, RoleDeputyMaster, RolePresidium}
	counter  = []Role{RoleOfficer, RoleMaster, RoleDeputyMaster}
	business = []Role{RoleOfficer, RoleMaster, RoleDeputyMaster, RolePresidium}
)

// permits is the one table of who may do what. Deputies bring matters in and bring answers back, they resolve nothing
// (代表法: a deputy does not handle a matter). The presidium assigns and urges by 地方组织法 and 代表法 (交办, 督办).
var permits = map[Action][]Role{
	ActRegister:          {RoleDeputy, RoleOfficer, RoleMaster, RoleDeputyMaster},
	ActVerify:            counter,
	ActProposeAcceptance: {RoleOfficer},
	ActAccept:            lead,
	ActDecline:           lead,
	ActMerge:             business,
	ActSuggestClass:      {RoleDeputy},
	ActClassify:          business,
	ActDraftAssignment:   {RoleOfficer},
	ActAssign:            {RoleMaster, RoleDeputyMaster, RolePresidium, RoleCounty},
	ActHandle:            {RoleUnit},
	ActReply:             {RoleUnit},
	ActRecordReply:       business, // a unit without an account answers on paper; the reply stays the unit's
	ActExtend:            {RoleUnit},
	ActApproveExtension:  lead,
	ActPause:             counter,
	ActAskUrge:           {RoleDeputy},
	ActUrge:              {RoleOfficer, RoleMaster, RoleDeputyMaster, RolePresidium, RoleCounty},
	ActSupervise:         {RoleOfficer, RoleMaster, RoleDeputyMaster, RolePresidium, RoleCounty},
	ActLetter:            {RoleMaster, RoleDeputyMaster, RolePresidium, RoleCounty},
	ActFeedBack:          {RoleDeputy, RoleOfficer},
	ActRate:              {RoleDeputy},
	ActRecordVerdict:     counter, // told at the counter, by telephone or at the door
	ActAskEscalation:     {RoleDeputy},
	ActEscalate:          lead,
	ActAnswerEscalation:  {RoleMaster, RoleDeputyMaster, RolePresidium, RoleCounty},
	ActConvert:           lead,
	ActClose:             counter,
	ActRecheck:           business,
	ActArchive:           counter,
	ActNote:              business,
	ActAdvise:            {RoleLegal},
	ActComment:           {RoleDeputy},
	ActDraftPublic:       {RoleOfficer},
	ActReleasePublic:     lead,
	ActWithdrawPublic:    business, // taking something off the wall must never wait for the second person

	ActReadMatters:   {RoleOfficer, RoleMaster, RoleDeputyMaster, RolePresidium, RoleCounty, RoleLegal},
	ActReadAssigned:  {RoleUnit},
	ActReadAddressed: {RoleDeputy},
	ActReveal:        business,
	ActPrint:         {RoleOfficer, RoleMaster, RoleDeputyMaster, RolePresidium, RoleUnit},
	ActExport:        business,
	ActImport:        counter,
	ActErasePersonal: masters,

	ActEditRecords:    counter,
	ActKeepRegister:   counter,
	ActReadAudit:      {RoleAuditor},
	ActExportAudit:    {RoleAuditor},
	ActManageAccounts: {RoleMaster},
	ActManagePolicy:   {RoleMaster},
	ActManageDevices:  {RoleTechnician},
	ActBackup:         {RoleTechnician},
	ActReadSync:       {RoleOfficer, RoleMaster, RoleDeputyMaster, RoleCounty, RoleTechnician, RoleAuditor},
	ActReadTree:       {RoleOfficer, RoleMaster, RoleDeputyMaster, RolePresidium, RoleCounty, RoleTechnician},
	ActManageTree:     {RoleMaster, RoleDeputyMaster, RoleCounty, RoleTechnician},
	ActReadCockpit:    {RoleOfficer, RoleMaster, RoleDeputyMaster, RolePresidium, RoleCounty},
	ActExchange:       {RoleMaster},
}
