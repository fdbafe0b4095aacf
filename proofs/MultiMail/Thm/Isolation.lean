import MultiMail.Thm.Steps

/-!
One mailbox's agent is told nothing of any other mailbox: its answers are the same in every world that agrees on its own
mailbox, its own messages, its account's tokens and suppressed recipients, and the clock.
-/

namespace MultiMail

/-- Two worlds that agree on one mailbox and on what its account shares. -/
structure Same (box account : Nat) (s s' : State) : Prop where
  now : s.now = s'.now
  row : s.boxes box = s'.boxes box
  cells : ∀ live id, s.cells ⟨box, live, id⟩ = s'.cells ⟨box, live, id⟩
  tokens : ∀ id, s.tokens ⟨account, id⟩ = s'.tokens ⟨account, id⟩
  suppressed : ∀ r, s.suppressed account r = s'.suppressed account r

/-- An event that is not about this mailbox, nor about what its account shares, nor the clock. -/
def Elsewhere (box account : Nat) : Event → Prop
  | .tick _ => False
  | .call _ _ key _ => key.box ≠ box
  | .link _ _ key _ _ => key.box ≠ box
  | .job key _ => key.box ≠ box
  | .createMailbox _ _ b _ _ => b ≠ box
  | .configure _ _ b _ => b ≠ box
  | .createToken id _ _ _ _ => id.account ≠ account
  | .revokeToken id _ _ => id.account ≠ account
  | .bounce a _ => a ≠ account
  | .requestUpgrade _ _ b _ _ => b ≠ box
  | .applyUpgrade _ _ b _ => b ≠ box

theorem another_cell (s : State) (k : Key) (c : Cell) (box : Nat) (h : k.box ≠ box) (live : Bool) (id : Nat) :
    (s.set k c).cells ⟨box, live, id⟩ = s.cells ⟨box, live, id⟩ := by
  have : (⟨box, live, id⟩ : Key) ≠ k := fun e => h (by rw [← e])
  simp [State.set, this]

/-- What happens elsewhere leaves a mailbox as it was: no token, link or job of another mailbox changes it. -/
theorem what_happens_elsewhere_changes_nothing_here (box account : Nat) (s : State) (e : Event)
    (elsewhere : Elsewhere box account e) : Same box account (step s e).2 s := by
  cases e with
  | tick => exact elsewhere.elim
  | bounce a r =>
    have : ¬ account = a := fun h => elsewhere h.symm
    exact ⟨rfl, rfl, fun _ _ => rfl, fun _ => rfl, fun r' => by simp [step, State.note, this]⟩
  | call id cached key command =>
    simp only [step]
    split
    · exact ⟨rfl, rfl, fun _ _ => rfl, fun _ => rfl, fun _ => rfl⟩
    · exact ⟨rfl, rfl, fun _ _ => rfl, fun _ => rfl, fun _ => rfl⟩
    · exact ⟨rfl, rfl, another_cell _ _ _ box elsewhere, fun _ => rfl, fun _ => rfl⟩
  | link person validUntil key hash approves =>
    simp only [step]
    split
    · exact ⟨rfl, rfl, fun _ _ => rfl, fun _ => rfl, fun _ => rfl⟩
    · exact ⟨rfl, rfl, another_cell _ _ _ box elsewhere, fun _ => rfl, fun _ => rfl⟩
  | job key job =>
    simp only [step]
    split
    · exact ⟨rfl, rfl, fun _ _ => rfl, fun _ => rfl, fun _ => rfl⟩
    · exact ⟨rfl, rfl, another_cell _ _ _ box elsewhere, fun _ => rfl, fun _ => rfl⟩
  | createMailbox id cached b address settings =>
    have other : ¬ box = b := fun h => elsewhere h.symm
    simp only [step]
    (repeat' split) <;> exact ⟨rfl, by simp [State.note, other], fun _ _ => rfl, fun _ => rfl, fun _ => rfl⟩
  | configure id cached b settings =>
    have other : ¬ box = b := fun h => elsewhere h.symm
    simp only [step]
    (repeat' split) <;> exact ⟨rfl, by simp [State.note, other], fun _ _ => rfl, fun _ => rfl, fun _ => rfl⟩
  | requestUpgrade id cached b target text =>
    simp only [step]
    (repeat' split) <;> exact ⟨rfl, rfl, fun _ _ => rfl, fun _ => rfl, fun _ => rfl⟩
  | applyUpgrade id cached b text =>
    have other : ¬ box = b := fun h => elsewhere h.symm
    simp only [step]
    (repeat' split) <;> exact ⟨rfl, by simp [State.note, other], fun _ _ => rfl, fun _ => rfl, fun _ => rfl⟩
  | createToken id cached new agentOf scopes =>
    have other : ¬ account = id.account := fun h => elsewhere h.symm
    simp only [step]
    (repeat' split) <;>
      exact ⟨rfl, rfl, fun _ _ => rfl, fun _ => by simp [State.note, other], fun _ => rfl⟩
  | revokeToken id cached old =>
    have other : ¬ account = id.account := fun h => elsewhere h.symm
    simp only [step]
    (repeat' split) <;>
      exact ⟨rfl, rfl, fun _ _ => rfl, fun _ => by simp [State.note, other], fun _ => rfl⟩

theorem same_credential {box account : Nat} {s s' : State} (same : Same box account s s') (id : TokenId) (cached : Bool)
    (own : id.account = account) : s.credential id cached = s'.credential id cached := by
  obtain ⟨a, n⟩ := id
  simp only at own
  subst own
  simp only [State.credential, same.tokens n, same.now]

/-- Whatever an agent asks about its own mailbox, it is told the same in both worlds. -/
theorem an_agent_is_told_the_same (box account : Nat) (s s' : State) (row : Mailbox) (same : Same box account s s')
    (there : s.boxes box = some row) (of : row.account = account) (id : TokenId) (own : id.account = account)
    (cached live : Bool) (n : Nat) (command : Command) :
    (step s (.call id cached ⟨box, live, n⟩ command)).1 = (step s' (.call id cached ⟨box, live, n⟩ command)).1 := by
  have lanes : ∀ who, s.lane who ⟨box, live, n⟩ = s'.lane who ⟨box, live, n⟩ := by
    intro who
    funext i
    simp only [State.lane, same.cells live i]
  have there' : s'.boxes box = some row := by rw [← same.row]; exact there
  subst of
  have lists : s.suppressed row.account = s'.suppressed row.account := funext same.suppressed
  cases cred : s'.credential id cached with
  | none => simp only [step, same_credential same id cached own, cred]
  | some t =>
    simp only [step, same_credential same id cached own, cred, there, there', same.cells live n, same.now, lists, lanes]

/-- An agent's own calls keep the two worlds alike. -/
theorem an_agents_calls_keep_worlds_alike (box account : Nat) (s s' : State) (row : Mailbox)
    (same : Same box account s s') (there : s.boxes box = some row) (of : row.account = account) (id : TokenId)
    (own : id.account = account) (cached live : Bool) (n : Nat) (command : Command) :
    Same box account (step s (.call id cached ⟨box, live, n⟩ command)).2
      (step s' (.call id cached ⟨box, live, n⟩ command)).2 := by
  have there' : s'.boxes box = some row := by rw [← same.row]; exact there
  subst of
  have lists : s.suppressed row.account = s'.suppressed row.account := funext same.suppressed
  cases cred : s'.credential id cached with
  | none => simp only [step, same_credential same id cached own, cred]; exact same
  | some t =>
    simp only [step, same_credential same id cached own, cred, there, there', same.cells live n, same.now, lists]
    refine ⟨same.now, same.row, fun l i => ?_, same.tokens, same.suppressed⟩
    simp only [State.note, State.set]
    split
    · rfl
    · exact same.cells l i

theorem Same.trans {box account : Nat} {a b c : State} (ab : Same box account a b) (bc : Same box account b c) :
    Same box account a c :=
  ⟨ab.now.trans bc.now, ab.row.trans bc.row, fun l i => (ab.cells l i).trans (bc.cells l i),
    fun i => (ab.tokens i).trans (bc.tokens i), fun r => (ab.suppressed r).trans (bc.suppressed r)⟩

/-- What can happen to the mailbox itself, beside its agent's calls: time passes, its approvers press buttons, the
pipeline works on its messages, and its owner sets its mode, approvers and allowlist. -/
inductive Here where
  | tick (seconds : Nat)
  | link (person validUntil : Nat) (live : Bool) (n hash : Nat) (approves : Bool)
  | job (live : Bool) (n : Nat) (job : Job)
  | configure (id : Nat) (cached : Bool) (settings : Settings)

def Here.event (box account : Nat) : Here → Event
  | .tick seconds => .tick seconds
  | .link person validUntil live n hash approves => .link person validUntil ⟨box, live, n⟩ hash approves
  | .job live n work => .job ⟨box, live, n⟩ work
  | .configure id cached settings => .configure ⟨account, id⟩ cached box settings

/-- What happens to the mailbox itself keeps the two worlds alike. -/
theorem what_happens_here_keeps_worlds_alike (box account : Nat) (s s' : State) (row : Mailbox)
    (same : Same box account s s') (there : s.boxes box = some row) (of : row.account = account) (h : Here) :
    Same box account (step s (h.event box account)).2 (step s' (h.event box account)).2 := by
  have there' : s'.boxes box = some row := by rw [← same.row]; exact there
  subst of
  have lists : s.suppressed row.account = s'.suppressed row.account := funext same.suppressed
  cases h with
  | tick seconds => exact ⟨by simp [Here.event, step, same.now], same.row, same.cells, same.tokens, same.suppressed⟩
  | link person validUntil live n hash approves =>
    simp only [Here.event, step, there, there', same.cells live n, same.now]
    refine ⟨same.now, same.row, fun l i => ?_, same.tokens, same.suppressed⟩
    simp only [State.note, State.set]
    split
    · rfl
    · exact same.cells l i
  | job live n work =>
    simp only [Here.event, step, there, there', same.cells live n, same.now, lists]
    refine ⟨same.now, same.row, fun l i => ?_, same.tokens, same.suppressed⟩
    simp only [State.note, State.set]
    split
    · rfl
    · exact same.cells l i
  | configure id cached settings =>
    simp only [Here.event, step, same_credential same ⟨row.account, id⟩ cached rfl, there, there']
    cases s'.credential ⟨row.account, id⟩ cached with
    | none => exact same
    | some t =>
      simp only
      split
      · exact ⟨same.now, same.row, same.cells, same.tokens, same.suppressed⟩
      · exact ⟨same.now, by simp [State.note], same.cells, same.tokens, same.suppressed⟩

/-- One moment of a run: something elsewhere, something here, or a call of the mailbox's own agent. -/
inductive Act where
  | elsewhere (e : Event)
  | here (h : Here)
  | own (id : Nat) (cached live : Bool) (n : Nat) (command : Command)

/-- What the agent was told, in order. -/
def told (box account : Nat) (s : State) : List Act → List Reply
  | [] => []
  | .elsewhere e :: rest => told box account (step s e).2 rest
  | .here h :: rest => told box account (step s (h.event box account)).2 rest
  | .own id cached live n command :: rest =>
    let r := step s (.call ⟨account, id⟩ cached ⟨box, live, n⟩ command)
    r.1 :: told box account r.2 rest

/-- The same run without what happened elsewhere. -/
def alone : List Act → List Act
  | [] => []
  | .elsewhere _ :: rest => alone rest
  | .here h :: rest => .here h :: alone rest
  | .own id cached live n command :: rest => .own id cached live n command :: alone rest

theorem a_mailbox_stays_in_its_account (s : State) (e : Event) (b : Nat) (row : Mailbox) (there : s.boxes b = some row) :
    ∃ next, (step s e).2.boxes b = some next ∧ next.account = row.account := by
  rcases every_step_changes_mailboxes_by_their_owner s e b with same | ⟨none', _⟩ | ⟨_, old, settings, old', new, _⟩
  · exact ⟨row, by rw [same]; exact there, rfl⟩
  · rw [there] at none'; cases none'
  · rw [there] at old'
    simp only [Option.some.injEq] at old'
    exact ⟨_, new, by rw [← old']⟩

/-- Over whole runs: an agent is told exactly what it would be told if nothing had happened in any other mailbox. -/
theorem an_agent_learns_nothing_of_other_mailboxes (box account : Nat) (run : List Act)
    (elsewhere : ∀ e, .elsewhere e ∈ run → Elsewhere box account e) (s s' : State) (same : Same box account s s')
    (row : Mailbox) (there : s.boxes box = some row) (of : row.account = account) :
    told box account s run = told box account s' (alone run) := by
  induction run generalizing s s' row with
  | nil => rfl
  | cons a rest ih =>
    have later : ∀ e, .elsewhere e ∈ rest → Elsewhere box account e := fun e h => elsewhere e (by simp [h])
    cases a with
    | elsewhere e =>
      obtain ⟨next, there', of'⟩ := a_mailbox_stays_in_its_account s e box row there
      have quiet := what_happens_elsewhere_changes_nothing_here box account s e (elsewhere e (by simp))
      exact ih later _ _ (quiet.trans same) next there' (of'.trans of)
    | here h =>
      obtain ⟨next, there', of'⟩ := a_mailbox_stays_in_its_account s (h.event box account) box row there
      exact ih later _ _ (what_happens_here_keeps_worlds_alike box account s s' row same there of h) next there'
        (of'.trans of)
    | own id cached live n command =>
      obtain ⟨next, there', of'⟩ :=
        a_mailbox_stays_in_its_account s (.call ⟨account, id⟩ cached ⟨box, live, n⟩ command) box row there
      simp only [told, alone]
      rw [an_agent_is_told_the_same box account s s' row same there of ⟨account, id⟩ rfl cached live n command]
      congr 1
      exact ih later _ _
        (an_agents_calls_keep_worlds_alike box account s s' row same there of ⟨account, id⟩ rfl cached live n command)
        next there' (of'.trans of)

/-- Nobody is let through to what is not theirs. -/
theorem the_policy_refuses_what_is_foreign (who : Caller) (op : Operation) (target : Target) (foreign : target.own = false) :
    ∃ code, decide who op target = .deny code := by
  cases who with
  | agent s =>
    cases hg : s.agentGrants op.asks <;> cases hk : op.kind <;> simp_all [decide]
  | key s =>
    cases hg : s.grants op.asks <;> cases hk : op.kind <;> simp_all [decide]
  | approver => cases hk : op.kind <;> simp_all [decide]

/-- A token changes no cell that is not its own: no other mailbox's, and of its own mailbox not the other kind of
traffic, live or test. -/
theorem a_token_changes_nothing_foreign (s : State) (id : TokenId) (t : Token) (cached : Bool) (key k : Key) (box : Mailbox)
    (command : Command) (token : s.tokens id = some t) (there : s.boxes key.box = some box)
    (foreign : t.owns id key box = false) : (step s (.call id cached key command)).2.cells k = s.cells k := by
  simp only [step]
  split
  · rfl
  · rfl
  · rename_i t' box' cred there'
    have same := (a_credential_is_a_working_token s id cached t' cred).1
    rw [token] at same
    simp only [Option.some.injEq] at same
    subst same
    rw [there] at there'
    simp only [Option.some.injEq] at there'
    subst there'
    simp only [State.note, State.set, foreign]
    split
    · rename_i hk
      subst hk
      cases command with
      | send r h a =>
        obtain ⟨code, no⟩ := the_policy_refuses_what_is_foreign t.caller .sendEmail ⟨false, true, .autonomous, false⟩ rfl
        simp only [Cell.call, no]
      | act op h =>
        obtain ⟨code, no⟩ := the_policy_refuses_what_is_foreign t.caller (Command.act op h).operation
          ⟨false, box.settings.active, box.settings.mode, false⟩ rfl
        simp only [Cell.call, no]
      | read =>
        obtain ⟨code, no⟩ := the_policy_refuses_what_is_foreign t.caller .readEmail ⟨false, true, .autonomous, false⟩ rfl
        simp only [Cell.call, no]
      | look op =>
        obtain ⟨code, no⟩ := the_policy_refuses_what_is_foreign t.caller (Command.look op).operation
          ⟨false, true, .autonomous, false⟩ rfl
        simp only [Cell.call, no]
      | cancel =>
        obtain ⟨code, no⟩ := the_policy_refuses_what_is_foreign t.caller .cancelMessage ⟨false, true, .autonomous, false⟩ rfl
        simp only [Cell.call, no]
      | approve seen =>
        obtain ⟨code, no⟩ := the_policy_refuses_what_is_foreign t.caller .decideEmail ⟨false, true, .autonomous, false⟩ rfl
        simp only [Cell.call, no]
      | reject seen =>
        obtain ⟨code, no⟩ := the_policy_refuses_what_is_foreign t.caller .decideEmail ⟨false, true, .autonomous, false⟩ rfl
        simp only [Cell.call, no]
    · rfl

end MultiMail
